/**
 * An error that a person can act on. Programs print its message without a stack; a command of the project prints its three
 * parts as three lines, so it must be able to tell it apart.
 */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError'

  /**
   * @param what what happened: `the disk became full during the release.`
   * @param why a sentence or several
   * @param fix what to do, without a full stop: `free some space, then run the command again`
   */
  constructor(
    readonly what: string,
    readonly why: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${capitalized(what.replace(/\.$/, ''))}: ${why} ${capitalized(fix)}.`, options)
  }
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
