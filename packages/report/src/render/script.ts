/**
 * The page's script: tables that sort at a click on a column's title, and the gallery's viewer. Without it the page
 * reads the same, in the order in which it was written.
 */
export const script = `
for (const table of document.querySelectorAll("table.data")) {
  const titles = [...table.tHead.rows[0].cells];
  titles.forEach((title, column) => {
    const rows = [...table.querySelectorAll("tbody tr:not(.group)")];
    if (rows.length < 3 || (column > 0 && !rows.every((row) => "value" in row.cells[column].dataset))) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...title.childNodes);
    title.append(button);
    button.addEventListener("click", () => {
      const down = title.getAttribute("aria-sort") !== "descending";
      for (const other of titles) other.removeAttribute("aria-sort");
      title.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      const compare = (a, b) => {
        if (column === 0) return -sign * a.cells[0].textContent.localeCompare(b.cells[0].textContent, "en", { numeric: true });
        const [one, other] = [a, b].map((row) => row.cells[column].dataset.value);
        if (one === "" || other === "") return (one === "") - (other === "");
        return sign * (one - other);
      };
      for (const body of table.tBodies) body.append(...[...body.querySelectorAll("tr:not(.group)")].sort(compare));
    });
  });
}

document.querySelectorAll("[data-viewer]").forEach((faces, number) => {
  const strips = [...faces.querySelectorAll(".strip")].filter((strip) => strip.querySelectorAll("img").length > 1);
  if (strips.length === 0) return;
  const viewer = document.createElement("div");
  viewer.className = "viewer";
  viewer.innerHTML = \`<div class="stage"><img class="under" alt=""><img class="over mask" alt=""></div>
<div class="controls"><label>Image <select></select></label>
<label>Mask <input class="layer" type="range" min="0" step="1" value="0"></label>
<label>Shown <input class="wipe" type="range" min="0" max="100" value="50"></label>
<output aria-live="polite"></output></div>\`;
  const [image, layer, wipe, words] = ["select", ".layer", ".wipe", "output"].map((what) => viewer.querySelector(what));
  const [under, over] = viewer.querySelectorAll("img");
  for (const strip of strips) image.add(new Option(strip.dataset.id));
  const show = () => {
    const layers = [...strips[image.selectedIndex].children].filter((item) => item.querySelector("img"));
    const masks = layers.slice(1);
    layer.max = masks.length - 1;
    const mask = masks[layer.value];
    const { name, score } = mask.dataset;
    under.src = layers[0].querySelector("img").src;
    under.alt = layers[0].querySelector("img").alt;
    over.src = mask.querySelector("img").src;
    over.alt = mask.querySelector("img").alt;
    over.style.clipPath = "inset(0 " + (100 - wipe.value) + "% 0 0)";
    layer.setAttribute("aria-valuetext", name);
    wipe.setAttribute("aria-valuetext", wipe.value + " % of the mask");
    words.textContent = name + (score ? ", mean IoU " + score : "");
  };
  viewer.addEventListener("input", show);
  faces.before(viewer);
  show();
});
`;
