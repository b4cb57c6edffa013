import type { Page } from '@playwright/test'

/** Scrolls to the end in steps of half a screen, as a reader does, so that all lazy pictures and islands load. */
export async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
      scrollTo({ top, behavior: 'instant' })
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  })
}
