/** The page's own look: a calm card on a tinted ground, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ground:#eef3f1; --card:#fff; --ink:#16302b; --soft:#4d635e; --line:#cbd8d4;
  --accent:#0b6b57; --on-accent:#fff; --warn:#8c3b12; --note:#fdf3e4; }
@media (prefers-color-scheme: dark) { :root { --ground:#0f1917; --card:#182522; --ink:#e6f0ed; --soft:#a9bdb7;
  --line:#33463f; --accent:#5fd0b3; --on-accent:#06231c; --warn:#f2ab82; --note:#33261a; } }
* { box-sizing: border-box; }
body { margin:0; background:var(--ground); color:var(--ink); font:16px/1.55 system-ui, "Segoe UI", sans-serif; }
header, main, footer { max-width: 40rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { display:flex; justify-content:space-between; align-items:center; padding-top:2rem; }
.brand { font-weight:700; letter-spacing:.02em; }
.brand::before { content:""; display:inline-block; width:.8em; height:.8em; border-radius:50%;
  background:var(--accent); margin-right:.5em; }
section { background:var(--card); border:1px solid var(--line); border-radius:14px; padding:1.5rem; margin-bottom:1rem; }
h1 { font-size:1.5rem; line-height:1.25; margin:0 0 .5rem; }
h2 { font-size:1.05rem; margin:0 0 .75rem; }
p { margin:.25rem 0 1rem; }
dl { display:grid; grid-template-columns:max-content 1fr; gap:.35rem 1.25rem; margin:0; font-size:.94rem; }
dt { color:var(--soft); } dd { margin:0; overflow-wrap:anywhere; }
form { margin:0 0 .75rem; } form:last-child { margin-bottom:0; }
fieldset { border:1px solid var(--line); border-radius:10px; padding:.75rem 1rem 1rem; margin:0; }
legend { padding:0 .4rem; color:var(--soft); }
label { display:block; margin:.35rem 0; }
input[type=text], select { width:100%; font:inherit; padding:.55rem .7rem; border-radius:8px; margin-top:.2rem;
  border:1px solid var(--soft); background:var(--card); color:inherit; }
button { font:inherit; font-weight:600; padding:.65rem 1.2rem; border-radius:999px; border:2px solid var(--accent);
  background:var(--accent); color:var(--on-accent); cursor:pointer; }
button.quiet { background:transparent; color:var(--accent); }
button.grave { border-color:var(--warn); background:transparent; color:var(--warn); margin-top:.6rem; }
a { color:var(--accent); }
:focus-visible { outline:3px solid var(--accent); outline-offset:2px; }
.note { background:var(--note); border-radius:10px; padding:.6rem 1rem; }
.sms { border-left:4px solid var(--accent); padding-left:1rem; margin:0 0 1rem; }
footer { color:var(--soft); font-size:.88rem; padding-bottom:2rem; }
`;
