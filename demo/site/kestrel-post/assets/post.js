document.addEventListener("DOMContentLoaded", function () { if (window.kp && window.kp.ready) { window.kp.ready(); } });
