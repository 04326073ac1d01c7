// Runs before the first paint: the reader's own choice of theme and language.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('suncrew.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (error) {
    // Storage may be switched off; the system's theme then stands.
  }
})();
