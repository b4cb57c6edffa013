import process from 'node:process'

/** An error that the user can act on, printed as three lines: what happened, why, and the command that fixes it. */
export class Refusal extends Error {
  /**
   * @param {string} what
   * @param {string} why
   * @param {string} fix
   */
  constructor(what, why, fix) {
    super(`Stopped: ${what}\nWhy:     ${why}\nFix:     ${fix}`)
    this.name = 'Refusal'
  }
}

/**
 * Whether the user can act on an error: a refusal, or an `ExpectedError` of the publisher (known by its name, because nothing of
 * the publisher may be loaded before the packages are installed).
 * @param {unknown} error
 */
export const isExpected = (error) =>
  error instanceof Refusal || (error instanceof Error && error.name === 'ExpectedError')

/**
 * Runs a command's main function. An error that the user can act on is printed as three lines, any other with its stack; both
 * end with exit code 1. A number that `main` returns becomes the exit code.
 * @param {() => Promise<number | void>} main
 */
export async function runCommand(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    console.error(isExpected(error) ? `\n${linesOf(error)}` : error)
    process.exitCode = 1
  }
}

/** @param {unknown} error */
function linesOf(error) {
  if (error instanceof Refusal) return error.message
  const { what, why, fix } = /** @type {{ what: string, why: string, fix: string }} */ (error)
  return new Refusal(what, why, fix).message
}
