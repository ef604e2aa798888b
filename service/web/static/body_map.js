// A click on the drawing marks a place by ticking its box in the list; without this file the click
// leads to that box. The box alone is sent, so that drawing and list cannot say different things.
for (const map of document.querySelectorAll("[data-body-map]")) {
  const places = [...map.querySelectorAll("[data-region]")];
  const said = map.querySelector("[data-marked]");

  function draw() {
    for (const place of places) {
      const box = document.getElementById(place.dataset.region);
      place.firstElementChild.classList.toggle("tl-body__place--marked", box.checked);
    }
    const words = [...map.querySelectorAll("input:checked")].map((box) => box.labels[0].textContent);
    said.textContent = words.length ? `Marked: ${words.join("; ")}` : "";
  }

  for (const place of places) {
    place.addEventListener("click", (pointed) => {
      pointed.preventDefault();
      const box = document.getElementById(place.dataset.region);
      box.checked = !box.checked;
      // What keeps drafts listens for this.
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  map.addEventListener("change", draw);
  draw();
}
