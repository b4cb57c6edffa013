import type { Page } from '@playwright/test'

/** Spaces the text of an open page as WCAG 1.4.12 lets a reader do, with which none may be lost. The page's policy must be off. */
export const spaceText = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`
    document.head.append(style)
  })

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
