import type { EditSummary } from '../src/saves/edit-log'
import { openForm, saveAfterMs, step, type SaveEvent, type SaveState } from '../src/admin/saving/save-engine'
import type { FormRequest, Values } from '../src/admin/saving/save-request'

let requests = 0

export interface EngineForm {
  now: number
  state: SaveState
  sent: FormRequest[]
  do: (...events: SaveEvent[]) => EngineForm
  type: (changes: Values) => EngineForm
  wait: (ms?: number) => EngineForm
  /** The server saved the last request as it came, or with changes. */
  answer: (token?: number, changes?: Values, taken?: string[], edits?: EditSummary[]) => EngineForm
}

/** A form with the engine, a clock and the requests that it sent. */
export function startForm(
  values: Values = { title: 'One', text: 'Words' },
  token: number | 'new' = 1,
): EngineForm {
  const form: EngineForm = {
    now: 0,
    state: openForm(token === 'new' ? undefined : token, values),
    sent: [],
    do(...events) {
      for (const event of events) {
        const { state, send } = step(form.state, event, { now: form.now, id: `request ${++requests}` })
        form.state = state
        if (send) form.sent.push(send)
      }
      return form
    },
    type: (changes) => form.do({ type: 'changed', values: { ...form.state.current, ...changes } }),
    wait(ms = saveAfterMs) {
      form.now += ms
      return form.do({ type: 'tick' })
    },
    answer: (token = (form.state.token ?? 0) + 1, changes = {}, taken = [], edits = []) =>
      form.do({ type: 'saved', token, values: { ...form.state.sent?.values, ...changes }, taken, edits }),
  }
  return form
}
