/** Astro writes this beside the first island of a page; HTML has a place for it in the head only. */
const islandStyle = '<style>astro-island,astro-slot,astro-static-slot{display:contents}</style>'

/** The page with the style of its islands in its head. */
export const withStyleInHead = (html: string): string =>
  html.includes(islandStyle)
    ? html.replace(islandStyle, '').replace('</head>', `${islandStyle}</head>`)
    : html
