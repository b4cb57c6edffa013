import type { PageType } from './pages'

/** The bytes that a browser received for a page, compressed and with headers. */
export interface PageFigures {
  html: number
  css: number
  js: number
  fonts: number
  images: number
  /** Icons, the manifest and all other types. */
  other: number
  requests: number
  /** Requests to other sites. */
  elsewhere: number
}

/** Kilobytes of 1000 bytes, at most. */
const budgets = { html: 14, css: 14, fonts: 75 } as const
const names = { html: 'HTML', css: 'CSS', fonts: 'fonts' } as const

export const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)

export const transferOf = ({ html, css, js, fonts, images, other }: PageFigures): number =>
  html + css + js + fonts + images + other

/** The figures over their budgets, each with the budget: `CSS 15.1 of 14`. */
export function budgetMisses(page: PageType, figures: PageFigures): string[] {
  const limits = (Object.keys(budgets) as (keyof typeof budgets)[]).map(
    (kind) => [names[kind], figures[kind], budgets[kind]] as const,
  )
  const over = limits.filter(([, bytes, limit]) => bytes > limit * 1000)
  const misses = over.map(([name, bytes, limit]) => `${name} ${kilobytes(bytes)} of ${limit}`)
  const { script = 0 } = page
  if (figures.js > script * 1000 && !page.hasIsland) {
    misses.push(`script ${kilobytes(figures.js)} of ${script}`)
  }
  if (figures.elsewhere > 0) misses.push(`${figures.elsewhere} requests elsewhere of 0`)
  const transfer = transferOf(figures)
  if (page.transfer !== undefined && transfer > page.transfer * 1000) {
    misses.push(`transfer ${kilobytes(transfer)} of ${page.transfer}`)
  }
  return misses
}
