/**
 * Tabs as the ARIA practices describe them: arrow keys move between them, the URL records the selected one.
 *
 * @param list Holds elements of role "tab" that name their panels in `aria-controls`.
 * @param onShow Called with the id of the panel that is shown.
 * @returns A function that shows the panel of an id.
 */
export function tabs(list: HTMLElement, onShow: (panel: string) => void): (panel: string) => void {
  const all = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
  const panelOf = (tab: HTMLElement) => tab.getAttribute("aria-controls") as string;
  const show = (panel: string) => {
    for (const tab of all) {
      const shown = panelOf(tab) === panel;
      tab.setAttribute("aria-selected", String(shown));
      tab.tabIndex = shown ? 0 : -1;
      document.getElementById(panelOf(tab))?.toggleAttribute("hidden", !shown);
    }
    history.replaceState(null, "", addressOf(panel));
    onShow(panel);
  };
  for (const tab of all) tab.addEventListener("click", () => show(panelOf(tab)));
  list.addEventListener("keydown", ({ key }) => {
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[key];
    if (next === undefined) return;
    const tab = all[(next + all.length) % all.length] as HTMLElement;
    tab.focus();
    show(panelOf(tab));
  });
  const asked = all.find((tab) => addressOf(panelOf(tab)) === location.hash) ?? all[0];
  if (asked) show(panelOf(asked));
  return show;
}

/** Not the panel's id itself, because browsers would scroll to it. */
const addressOf = (panel: string) => `#/${panel}`;
