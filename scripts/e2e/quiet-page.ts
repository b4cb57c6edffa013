import { test as base, expect } from '@playwright/test'

export { expect }

/** A page on which an error in the console, or one that nobody caught, fails the test. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const errors: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => errors.push(String(error)))
    await use(page)
    expect(errors, 'errors in the console').toEqual([])
  },
})
