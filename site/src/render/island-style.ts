/** Astro writes this style beside the first island of a page, but HTML allows it in the head only. */
const islandStyle = '<style>astro-island,astro-slot,astro-static-slot{display:contents}</style>'

/** Moves the style of islands into the head of the page. */
export const moveIslandStyleToHead = (html: string): string =>
  html.includes(islandStyle)
    ? html.replace(islandStyle, '').replace('</head>', `${islandStyle}</head>`)
    : html
