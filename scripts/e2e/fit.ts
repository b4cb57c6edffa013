import type { Page } from '@playwright/test'

/** The spacing that WCAG 1.4.12 lets a reader choose, with which no text may be lost. The page must be open without its policy. */
export const readerSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`

/** Pixels that the page is wider than the screen: what it scrolls sideways. */
export const pixelsBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/**
 * The beginnings of all parts that reach beyond the screen, or whose text is cut off by their own box. What is hidden from
 * sight, drawn, or scrolls by itself is left out.
 */
export const lostParts = (page: Page): Promise<string[]> =>
  // No function in here has a name: for those the compiler of the bench calls a function that a page does not have.
  page.evaluate(() => {
    const screen = document.documentElement.clientWidth
    const all = [...document.body.querySelectorAll('*')]
    const scrollers = all.filter((part) => /auto|scroll/.test(getComputedStyle(part).overflowX))
    return all
      .filter((part) => !part.closest('.hidden, .skip, svg, thead, select'))
      .filter((part) => !scrollers.some((scroller) => scroller !== part && scroller.contains(part)))
      .filter((part) => {
        const { left, right, width } = part.getBoundingClientRect()
        const isCut =
          part.scrollWidth > part.clientWidth + 1 && /hidden|clip/.test(getComputedStyle(part).overflowX)
        return isCut || (width > 0 && (right > screen + 1 || left < -1))
      })
      .map((part) => part.outerHTML.slice(0, 120))
  })
