import { randomUUID } from 'node:crypto'
import { Editor } from '../publishing/editor'
import type { BenchStack } from '../stack/bench-stack'
import { type Row, median, spread } from '../table'
import { Writers } from './writers'

const publishes = 100

const ways = ['form', 'hurried form', 'program'] as const
type Way = (typeof ways)[number]

/**
 * Two people publish at the same time, by turns as the form does it, with a token and after it has asked what its values would
 * change; as a form that did not have the time to ask; and by a PATCH without a token.
 */
export async function comparePublishes(stack: BenchStack): Promise<Row[]> {
  const ids = await (await Editor.login(stack)).someIds('posts', 20)
  const writers = await Writers.join(stack, 2)
  const times: Record<Way, number[]> = { form: [], 'hurried form': [], program: [] }
  try {
    await writers.work(async (_, person) => {
      const own = ids.filter((_, index) => index % 2 === person)
      for (let number = 0; number < publishes / 2; number++) {
        const id = own[number % own.length]
        const address = `${writers.address}/api/posts/${id}`
        const state = (await json(fetch(`${address}/save-state`))) as { token: number }
        let { title: base } = (await json(fetch(`${address}?depth=0&draft=true`))) as { title: string }
        for (let turn = 0; turn < ways.length; turn++) {
          const way = ways[(turn + number) % ways.length]!
          const title = `${base.replace(/ · .*/, '')} · ${person}${number}${turn}`
          const request = {
            ...{ ...state, token: state.token + turn, request: randomUUID() },
            ...{ base: { title: base }, data: { title }, status: 'published' },
          }
          if (way === 'form') {
            const question = { collection: 'posts', id, values: { title } }
            await timeOf(`${writers.address}/api/preview/changes`, 'POST', question)
          }
          times[way].push(
            way === 'program'
              ? await timeOf(`${address}?depth=0`, 'PATCH', { title, _status: 'published' })
              : await timeOf(`${address}/save`, 'POST', request),
          )
          base = title
        }
      }
    })
  } finally {
    writers.leave()
  }
  const difference = median(times.form) - median(times.program)
  return [
    [`${publishes} publishes of each kind by two people at the same time, ms`],
    ['  as the form does it, with a token', ...spread(times.form), ''],
    ['  within a second of typing, with a token', ...spread(times['hurried form']), ''],
    ['  by a PATCH without a token', ...spread(times.program), ''],
    ['  the difference of the medians', difference.toFixed(0), '', '', 'at most 10'],
  ]
}

const json = async (response: Promise<Response>): Promise<unknown> => (await response).json()

async function timeOf(address: string, method: string, body: unknown): Promise<number> {
  const began = performance.now()
  const response = await fetch(address, { method, body: JSON.stringify(body) })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${method} ${address} was answered with ${response.status}: ${answer}`)
  return performance.now() - began
}
