import { find } from "../page/dom.ts";

/** What the page listens for. */
interface InputListener {
  /** A file was chosen, dropped or pasted. */
  file(file: File): void;
  /** Something was dropped or pasted that is no file. */
  nothing(): void;
}

/** Images that are chosen, dropped anywhere on the page, or pasted. */
export function listenForImages({ file: take, nothing }: InputListener): void {
  const chooser = find("file", HTMLInputElement);
  find("choose").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    const [file] = chooser.files ?? [];
    chooser.value = ""; // the same file may be chosen again
    if (file) take(file);
  });

  const given = (data: DataTransfer | null) => {
    const [file] = data?.files ?? [];
    if (file) take(file);
    else nothing();
  };
  const mark = (dropping: boolean) => document.body.classList.toggle("dropping", dropping);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => mark(relatedTarget !== null));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    given(event.dataTransfer);
  });
  document.addEventListener("paste", ({ clipboardData }) => given(clipboardData));
}
