import { test as base, expect } from '@playwright/test'

export { expect }

/**
 * Chromium's words where it shows a page before the view transition to it begins, as on a busy machine. It then leaves the transition out,
 * which is all that a visitor sees of it.
 */
const withoutTransition = /^InvalidStateError: Transition was aborted because of invalid state/

/** A page on which an error in the console or an uncaught error fails the test, unless the test expects it. */
export const test = base.extend<{ expectedErrors: RegExp[] }>({
  expectedErrors: [[], { option: true }],
  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => {
      if (!withoutTransition.test(String(error))) errors.push(String(error))
    })
    await use(page)
    const unexpected = errors.filter((error) => !expectedErrors.some((pattern) => pattern.test(error)))
    expect(unexpected, 'errors in the console').toEqual([])
  },
})
