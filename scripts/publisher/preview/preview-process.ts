import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { ClaimTrialAnswer, PreviewAnswer, PreviewedChangesAnswer } from 'shared-types'
import { SerialQueue } from '../releases/serial-queue'

/** From the publisher, beside `hurry` when another one waits: a `PreviewRequest` (`page`), `PreviewedChanges` or a `ClaimTrial` as JSON. */
export interface PreviewQuestion {
  about: 'page' | 'changes' | 'claims'
  request: string
}

type Answer = PreviewAnswer | PreviewedChangesAnswer | ClaimTrialAnswer

/** To the publisher. `isLast`: the process ends now. Without an answer it could not read the request, or its templates are old. */
export type PreviewReply =
  | { isReady: true }
  | { answer: Answer; isLast?: boolean }
  | { problem: string; isLast?: boolean }
  | { isOutdated: true }

interface PreviewProcessOptions {
  /** The program, and arguments for Node. */
  program: string
  execArgv: readonly string[]
  args: readonly string[]
  /** Milliseconds without a request after which the process is ended. */
  idleMs?: number
  /** Milliseconds that a request waits for the start, until its sender is told to ask again. That gives up after 20 s. */
  startPatienceMs?: number
}

/** Reading 10,000 posts takes ten seconds, on a computer with much else to do minutes. */
const startTimeoutMs = 3 * 60_000
/** The process ends what keeps it busy for two seconds by itself; this is for one that hangs. */
const answerTimeoutMs = 15_000
const maxWaiting = 20
/** How often a request that gave way to others is begun again. */
const maxAttempts = 3
/** Of the process, so that it gives way to releases: https://nodejs.org/api/os.html#ossetprioritypid-priority. */
const lowPriority = 10

/** Why there is no answer, and what to do, for an editor. */
export class NoPreview extends Error {}

/**
 * Answers requests for previews in a child process, which starts with the first one and ends when no more come: it needs as much
 * memory as the publisher, and no release may wait for it. One request at a time; those whose sender has hung up are left out.
 */
export class PreviewProcess {
  readonly #options: PreviewProcessOptions
  readonly #requests = new SerialQueue()
  #child: Promise<ChildProcess> | undefined
  #idle: NodeJS.Timeout | undefined
  #isEnded = false

  constructor(options: PreviewProcessOptions) {
    this.#options = options
  }

  /** Rejects with `NoPreview`. `signal`: the sender has hung up. */
  async answer(question: PreviewQuestion, signal: AbortSignal): Promise<Answer> {
    // What runs ends early if it only adds to its page; it is begun again behind this one. A child that did not start needs no hurry, and
    // its own question rejects with the reason.
    if (this.#requests.size > 0) void this.#child?.then((child) => child.send('hurry')).catch(() => undefined)
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#enqueue(question, signal)
      if (!('isPartial' in answer && answer.isPartial) || attempt >= maxAttempts) return answer
    }
  }

  #enqueue(question: PreviewQuestion, signal: AbortSignal): Promise<Answer> {
    if (this.#requests.size >= maxWaiting) {
      return Promise.reject(
        new NoPreview('Too many previews are being made. This one is tried again in a moment.'),
      )
    }
    return this.#requests.add(async () => {
      signal.throwIfAborted()
      return await this.#answer(question)
    })
  }

  end(): void {
    this.#isEnded = true
    this.#stop()
  }

  async #answer(question: PreviewQuestion): Promise<Answer> {
    clearTimeout(this.#idle)
    try {
      for (let attempt = 0; attempt < 2; attempt++) {
        const reply = await this.#ask(question)
        if ('isOutdated' in reply) {
          this.#stop()
          continue
        }
        if ('isLast' in reply && reply.isLast) this.#stop()
        if ('answer' in reply) return reply.answer
        if ('problem' in reply) throw new NoPreview(reply.problem)
      }
      throw new NoPreview('New templates go live in this moment. The preview is tried again.')
    } finally {
      this.#idle = setTimeout(() => this.#stop(), this.#options.idleMs ?? 5 * 60_000).unref()
    }
  }

  async #ask(question: PreviewQuestion): Promise<PreviewReply> {
    if (this.#isEnded) throw new NoPreview('The publisher is being stopped. The preview is tried again.')
    this.#child ??= this.#start()
    try {
      const { startPatienceMs = 15_000 } = this.#options
      const child = await Promise.race([this.#child, wait(startPatienceMs, undefined, { ref: false })])
      if (child) {
        child.send(question)
        return await replyOf(child, answerTimeoutMs)
      }
    } catch (error) {
      this.#stop()
      console.error('The process of the previews was ended:', error)
      throw new NoPreview(
        'The preview has ended in the middle of this page. It is started anew with your next change.',
      )
    }
    throw new NoPreview(
      'The preview reads the whole site first, which takes a while with thousands of pages. It appears by itself.',
    )
  }

  async #start(): Promise<ChildProcess> {
    const { program, execArgv, args } = this.#options
    // One pool for all threads of the C library on Linux: the pools of idle threads would keep some 20 MB.
    const env = { ...process.env, MALLOC_ARENA_MAX: '1' }
    const child = fork(program, args, { execArgv: [...execArgv], serialization: 'advanced', env })
    // Without a listener an error would end the publisher.
    child.on('error', (error) => console.error('The process of the previews:', error))
    if (child.pid !== undefined) setPriority(child.pid, lowPriority)
    try {
      await replyOf(child, startTimeoutMs)
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
    return child
  }

  #stop(): void {
    clearTimeout(this.#idle)
    const child = this.#child
    this.#child = undefined
    child?.then((one) => one.kill('SIGKILL')).catch(() => undefined)
  }
}

function replyOf(child: ChildProcess, timeoutMs: number): Promise<PreviewReply> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('exit', onExit)
      outcome()
    }
    const onMessage = (reply: unknown) => settle(() => resolve(reply as PreviewReply))
    const fail = (reason: string) => settle(() => reject(new Error(reason)))
    const onExit = (code: number | null, signal: string | null) => fail(`It ended (${signal ?? code}).`)
    const timer = setTimeout(() => fail(`It did not answer within ${timeoutMs / 1000} s.`), timeoutMs)
    child.once('message', onMessage).once('exit', onExit)
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode)
  })
}
