// With script a picture grows and shrinks, is drawn along by a pointer, and opens to its full height.
// Without it, it is the same drawing, which scrolls within its frame.
const STEPS = [100, 150, 225, 340, 500];

for (const figure of document.querySelectorAll("[data-zooms]")) {
  const drawing = figure.querySelector("svg");
  const bar = document.createElement("p");
  bar.className = "tl-links tl-links--small tl-no-print";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Size of the picture");
  let step = 0;

  const button = (words, does) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "tl-link-button";
    made.textContent = words;
    made.addEventListener("click", does);
    bar.append(made);
    return made;
  };

  // What lies in the middle of the frame, or under the pointer, stays there.
  const zoom = (to, at = figure.clientWidth / 2) => {
    const next = Math.min(Math.max(to, 0), STEPS.length - 1);
    const share = (figure.scrollLeft + at) / drawing.getBoundingClientRect().width;
    step = next;
    // Of the width that it has without script, which on a telephone is more than the frame's.
    drawing.style.width = step ? `calc(max(100%, 54rem) * ${STEPS[step] / 100})` : "";
    drawing.style.maxWidth = step ? "none" : "";
    figure.scrollLeft = share * drawing.getBoundingClientRect().width - at;
    figure.dataset.zooms = String(STEPS[step]);
    smaller.disabled = step === 0;
    larger.disabled = step === STEPS.length - 1;
  };

  const larger = button("Larger", () => zoom(step + 1));
  const smaller = button("Smaller", () => zoom(step - 1));
  const height = button("Full height, with the key", () => {
    const open = figure.classList.toggle("tl-picture--whole");
    height.setAttribute("aria-pressed", String(open));
  });
  height.setAttribute("aria-pressed", "false");
  figure.before(bar);
  zoom(0);

  // Arrow keys scroll the frame by themselves, as it has the focus.
  figure.addEventListener("keydown", (pressed) => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    if (pressed.key === "+" || pressed.key === "=") zoom(step + 1);
    else if (pressed.key === "-") zoom(step - 1);
    else if (pressed.key === "0") zoom(0);
    else return;
    pressed.preventDefault();
  });
  figure.addEventListener(
    "wheel",
    (turned) => {
      if (!turned.ctrlKey) return;
      turned.preventDefault();
      zoom(step - Math.sign(turned.deltaY), turned.clientX - figure.getBoundingClientRect().left);
    },
    { passive: false },
  );

  let from = null;
  figure.addEventListener("pointerdown", (pressed) => {
    if (pressed.pointerType !== "mouse" || pressed.button || pressed.target.closest("a")) return;
    from = { x: pressed.clientX + figure.scrollLeft, y: pressed.clientY + figure.scrollTop };
    figure.setPointerCapture(pressed.pointerId);
  });
  figure.addEventListener("pointermove", (moved) => {
    if (!from) return;
    figure.scrollLeft = from.x - moved.clientX;
    figure.scrollTop = from.y - moved.clientY;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    figure.addEventListener(end, () => {
      from = null;
    });
  }
}
