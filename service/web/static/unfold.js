// A link to something within a folded part unfolds it: not every browser does so by itself.

function unfold() {
  const at = document.getElementById(location.hash.slice(1));
  const folded = at?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  at.scrollIntoView();
}

addEventListener("hashchange", unfold);
unfold();
