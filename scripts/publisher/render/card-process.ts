import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { DrawCard } from 'site/bundle'
import type { LoadedBundle } from './bundle'
import type { DrawnCard } from './card-worker'

const program = fileURLToPath(new URL('./card-worker.ts', import.meta.url))
/** For all cards that one process draws. */
const timeoutMs = 60_000

/**
 * Draws cards in a child process, which starts with the first card: drawing takes 130 MB, which a process never gives back. The
 * caller must `end` it when it wants no more cards.
 */
export class CardProcess {
  #child: ChildProcess | undefined

  constructor(readonly bundle: Pick<LoadedBundle, 'entry'>) {}

  /** Must not be called again before it has resolved or rejected. */
  readonly drawCard: DrawCard = (card) => {
    const child = (this.#child ??= this.#start())
    return new Promise((resolve, reject) => {
      const failed = () => reject(new Error('The process that draws cards has ended.'))
      child.once('error', reject)
      child.once('exit', failed)
      child.once('message', (drawn: DrawnCard) => {
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
      // Sends a Uint8Array as such; JSON would make an object of it.
      serialization: 'advanced',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    // The next card starts another process.
    return child.once('exit', () => (this.#child = undefined))
  }
}
