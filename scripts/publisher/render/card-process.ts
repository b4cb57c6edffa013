import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { DrawCard } from 'site/bundle'
import type { LoadedBundle } from './bundle'

const program = fileURLToPath(new URL('./card-worker.mjs', import.meta.url))
const limit = 60_000

export type Drawn = { bytes: Uint8Array } | { message: string }

/**
 * Draws cards in a process of its own, which starts with the first of them: what draws takes 130 MB, which the publisher would
 * never get back. `end` it when no more are wanted.
 */
export class DrawingProcess {
  #child: ChildProcess | undefined

  constructor(readonly bundle: Pick<LoadedBundle, 'entry'>) {}

  /** One after the other. */
  readonly drawCard: DrawCard = (card) => {
    const child = (this.#child ??= this.#start())
    return new Promise((resolve, reject) => {
      const failed = () => reject(new Error('The process that draws cards has ended.'))
      child.once('error', reject)
      child.once('exit', failed)
      child.once('message', (drawn: Drawn) => {
        child.off('error', reject).off('exit', failed)
        if ('bytes' in drawn) resolve(drawn.bytes)
        else reject(new Error(drawn.message))
      })
      child.send(card, (error) => error && reject(error))
    })
  }

  end(): void {
    this.#child?.removeAllListeners('exit').kill()
    this.#child = undefined
  }

  #start(): ChildProcess {
    const child = fork(program, [pathToFileURL(this.bundle.entry).href], {
      execArgv: [],
      // Bytes go through as bytes.
      serialization: 'advanced',
      timeout: limit,
      killSignal: 'SIGKILL',
    })
    // The next card starts another.
    return child.once('exit', () => (this.#child = undefined))
  }
}
