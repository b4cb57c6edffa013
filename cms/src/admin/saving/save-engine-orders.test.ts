import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startForm } from '../../../test/engine-form'
import { isUnsaved, type SaveEvent, type SaveState } from './save-engine'
import type { FormRequest, Values } from './save-request'

/** A server that merges field by field, carries each request out once, and may lose its answer. */
class Server {
  token = 1
  published: Values[] = []
  private answers = new Map<string, SaveEvent>()
  constructor(public document: Values) {}

  write(changes: Values) {
    this.document = { ...this.document, ...changes }
    this.token++
  }

  save({ request, token, base, data, status, choices = {} }: FormRequest): SaveEvent {
    const earlier = this.answers.get(request)
    if (earlier) return earlier
    if (status === 'published' && token !== this.token) {
      return { type: 'refused', refusal: { kind: 'changed-since', token: this.token, edits: [] } }
    }
    const mine = Object.keys(data).filter((name) => choices[name] !== 'theirs')
    const conflicts = mine.filter(
      (name) => this.document[name] !== base[name] && this.document[name] !== data[name] && !choices[name],
    )
    if (conflicts.length > 0) {
      return {
        type: 'refused',
        refusal: {
          kind: 'conflicts',
          token: this.token,
          conflicts: conflicts.map((path) => ({
            path,
            label: path,
            base: base[path],
            yours: data[path],
            theirs: this.document[path],
          })),
        },
      }
    }
    this.write(Object.fromEntries(mine.map((name) => [name, data[name]])))
    if (status === 'published') this.published.push(this.document)
    const taken = Object.keys(this.document).filter((name) => !(name in data))
    const answer: SaveEvent = { type: 'saved', token: this.token, values: this.document, taken, edits: [] }
    this.answers.set(request, answer)
    return answer
  }
}

const names = ['title', 'text', 'price'] as const
const action = fc.oneof(
  fc.record({ do: fc.constantFrom('type' as const, 'colleague' as const), name: fc.constantFrom(...names) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 5000 }) }),
  fc.record({ do: fc.constantFrom('publish' as const, 'save' as const, 'reload' as const) }),
  fc.record({
    do: fc.constantFrom(
      'deliver' as const,
      'lose request' as const,
      'lose answer' as const,
      'sign out' as const,
    ),
  }),
)

test('no order of typing, publishing, losing answers and reloading loses a word or publishes twice', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const server = new Server({ title: '', text: '', price: '' })
      let form = startForm({ ...server.document })
      /** The last text of each field, if it is the person's; a colleague may replace it once it is saved. */
      let typed: Values = {}
      let pressed = 0
      let delivered = 0
      const running = (state: SaveState) => (state.isSending ? state.sent!.request : undefined)
      const react = () => {
        const { refusal } = form.state
        if (refusal?.kind === 'conflicts') {
          form.do({
            type: 'decided',
            choices: Object.fromEntries(refusal.conflicts.map(({ path }) => [path, 'yours'])),
          })
        } else if (refusal?.kind === 'changed-since') form.do({ type: 'confirmed' })
        else form.do({ type: 'signed-in' })
      }
      const deliver = () => {
        const request = running(form.state)
        if (request) form.do(server.save(request))
        delivered += request ? 1 : 0
      }
      for (const [index, each] of actions.entries()) {
        const text = `text ${index}`
        const inFlight = running(form.state)
        const sentBefore = form.sent.length
        switch (each.do) {
          case 'type':
            typed = { ...typed, [each.name]: text }
            form.type({ [each.name]: text })
            break
          case 'colleague':
            if (server.document[each.name] === typed[each.name]) delete typed[each.name]
            server.write({ [each.name]: text })
            break
          case 'wait':
            form.wait(each.ms)
            break
          case 'publish':
            pressed++
            form.do({ type: 'publish' })
            break
          case 'save':
            form.do({ type: 'save' })
            break
          case 'reload': {
            const kept = form.state
            form = startForm({ ...server.document }, server.token)
            if (isUnsaved(kept)) form.do({ type: 'put-back', kept })
            break
          }
          case 'deliver':
            deliver()
            break
          case 'lose answer':
            if (inFlight) {
              server.save(inFlight)
              form.do({ type: 'failed' })
            }
            break
          case 'lose request':
            if (inFlight) form.do({ type: 'failed' })
            break
          case 'sign out':
            if (inFlight) form.do({ type: 'refused', refusal: { kind: 'signed-out' } })
        }
        // One request at a time: a second one is sent only when the first was answered or given up.
        if (inFlight && running(form.state) === inFlight && each.do !== 'reload')
          expect(form.sent).toHaveLength(sentBefore)
      }
      for (let round = 0; round < 20; round++) {
        react()
        form.wait(60_000)
        deliver()
      }
      expect(isUnsaved(form.state)).toBe(false)
      expect(server.document).toMatchObject(typed)
      expect(form.state.current).toMatchObject(typed)
      expect(server.published.length).toBeLessThanOrEqual(pressed)
      const before = delivered
      form.wait(60_000)
      deliver()
      expect(delivered).toBe(before)
    }),
    { seed: 7, numRuns: 2000 },
  )
})
