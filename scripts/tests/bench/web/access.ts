import type { Browser } from '@playwright/test'
import { accessibilityProblems } from '../../e2e/accessibility'
import type { WebPart } from './part'

const views = [320, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
)

/** Counts the violations that axe finds, in light and dark, on a phone and on a desktop. */
export const accessPart = (browser: Browser): WebPart => ({
  title: 'axe',
  columns: views.map(({ width, scheme }) => `${width} ${scheme}`),
  aim: 'no violation of WCAG 2.2 at level AA or of axe’s best practices.',
  measure: async (_, url) => {
    const found: string[][] = []
    for (const { width, scheme } of views) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
      const page = await context.newPage()
      await page.goto(url, { waitUntil: 'load' })
      const problems = await accessibilityProblems(page)
      found.push(problems.map((problem) => `${width} ${scheme}: ${problem}`))
      await context.close()
    }
    return { cells: found.map(({ length }) => String(length)), misses: found.flat() }
  },
})
