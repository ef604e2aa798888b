// With script the slider says its day while it moves, and goes there when it is let go.
const words = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

for (const form of document.querySelectorAll("[data-day-slider]")) {
  const range = form.querySelector("input[type=range]");
  const said = form.querySelector("output");
  const first = Date.parse(form.elements.first.value);
  range.addEventListener("input", () => {
    const day = words.format(new Date(first + range.valueAsNumber * 86_400_000));
    said.textContent = day;
    range.setAttribute("aria-valuetext", day);
  });
  // Arrow keys step day by day: only a pointer that lets go means "there".
  range.addEventListener("pointerup", () => form.requestSubmit());
}
