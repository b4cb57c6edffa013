import type { Page } from '@playwright/test'

/** Applies the text spacing of WCAG 1.4.12 to an open page. The browser context must bypass the page's CSP. */
export const spaceText = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`
    document.head.append(style)
  })

/** The number of pixels by which the page is wider than the screen. */
export const pixelsBeyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/**
 * The first 120 characters of the markup of each element that reaches beyond the screen, or whose own box cuts off its text. Left
 * out are visually hidden elements, drawings, and elements inside a scrolling box.
 */
export const lostParts = (page: Page): Promise<string[]> =>
  // No named functions in here: tsx wraps them in a call of its own helper, which does not exist in the page.
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
