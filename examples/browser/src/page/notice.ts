import { find } from "./dom.ts";

/** One line for the visitor, read out by screen readers: what went wrong at once, other news when they are idle. */
export const notice = {
  /** What happened. */
  tell: (text: string) => show("status", text),
  /** What went wrong, and what to do. */
  warn: (text: string) => show("alert", text),
  /** Takes the line away. */
  clear: () => show("status", ""),
};

function show(role: "status" | "alert", text: string): void {
  const lines = { status: find("news"), alert: find("alert") };
  lines[role === "alert" ? "status" : "alert"].textContent = "";
  lines[role].textContent = text;
  find("notice").dataset["kind"] = text && role;
}

/** Lets the visitor close the line. */
export function listenForClose(): void {
  find("notice-close").addEventListener("click", notice.clear);
}

/** What an unknown error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
