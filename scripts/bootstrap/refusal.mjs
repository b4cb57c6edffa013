import process from 'node:process'

/** A stop that a person can act on, printed as three lines: what happened, why, and the command that fixes it. */
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
 * Runs a command's main function. A refusal is printed without a stack and ends with exit code 1; so does any other
 * error, with its stack. A number that `main` returns becomes the exit code.
 * @param {() => Promise<number | void>} main
 */
export async function runCommand(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    console.error(error instanceof Refusal ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
