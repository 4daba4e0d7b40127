/** Text that is markup already. */
export class Html {
  /** The markup. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes; null, undefined and false print nothing. */
export type HtmlValue = Html | string | number | readonly HtmlValue[] | null | undefined | false;

/**
 * Markup from a template; every value that is not `Html` is escaped.
 *
 * @example
 * html`<b>${"<3"}</b>`.text //=> "<b>&lt;3</b>"
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0] ?? "";
  for (const [i, value] of values.entries()) text += render(value) + (strings[i + 1] ?? "");
  return new Html(text);
}

/** Two things beside each other where there is room. */
export function pair(both: readonly HtmlValue[]): Html {
  return html`<div class="pair">${both}</div>
`;
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  return value.map(render).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
