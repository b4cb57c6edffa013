import { describe, expect, test } from 'vitest'
import type { EditSummary } from '../../saves/edit-log'
import { isMissing, isUnsaved, saveAfterMs } from './save-engine'
import { startForm } from '../../../test/engine-form'
import type { FormRequest } from './save-request'

const drafts = (requests: FormRequest[]) => requests.map(({ status, data }) => ({ status, data }))

describe('the save engine', () => {
  test('sends only the changed fields, with their values before, once the person pauses', () => {
    const form = startForm().type({ title: 'Two' })
    form.wait(saveAfterMs - 1)
    expect(form.sent).toEqual([])
    form.wait(1)
    expect(form.sent).toEqual([
      {
        request: expect.any(String),
        token: 1,
        base: { title: 'One' },
        data: { title: 'Two' },
        status: 'draft',
      },
    ])
    expect(isUnsaved(form.answer().state)).toBe(false)
  })

  test('sends nothing when the text is as it was', () => {
    const form = startForm().type({ title: 'Two' }).type({ title: 'One' }).wait()
    expect(form.sent).toEqual([])
    expect(isUnsaved(form.state)).toBe(false)
  })

  test('keeps what is typed during a save, and sends it afterwards with the new token', () => {
    const form = startForm().type({ title: 'Two' }).wait().type({ title: 'Two and more' }).wait(60_000)
    expect(form.sent).toHaveLength(1)
    form.answer(2).wait()
    expect(form.sent[1]).toMatchObject({ token: 2, base: { title: 'Two' }, data: { title: 'Two and more' } })
  })

  test('publishes once, after the save that runs, however often Publish is pressed', () => {
    const form = startForm().type({ title: 'Two' }).wait().type({ text: 'New' })
    form.do({ type: 'publish' }, { type: 'publish' })
    expect(form.sent).toHaveLength(1)
    form.answer(2).do({ type: 'publish' })
    expect(drafts(form.sent.slice(1))).toEqual([{ status: 'published', data: { text: 'New' } }])
    form.answer(3).wait(60_000)
    expect(form.sent).toHaveLength(2)
  })

  test('publishes with what is not saved yet, without a save before', () => {
    const form = startForm().type({ title: 'Two' }).do({ type: 'publish' })
    expect(drafts(form.sent)).toEqual([{ status: 'published', data: { title: 'Two' } }])
  })

  test('sends a request without an answer again as it was, with growing pauses', () => {
    const form = startForm().type({ title: 'Two' }).wait()
    const pauses = [2000, 4000, 8000, 16_000, 30_000, 30_000]
    for (const pause of pauses) {
      form.do({ type: 'failed' }).type({ title: `Two, and ${pause}` })
      const count = form.sent.length
      expect(form.wait(pause - 1).sent).toHaveLength(count)
      expect(form.wait(1).sent).toHaveLength(count + 1)
    }
    expect(new Set(form.sent)).toEqual(new Set([form.sent[0]]))
    form.answer(2).wait()
    expect(form.sent.at(-1)).toMatchObject({ base: { title: 'Two' }, data: { title: 'Two, and 30000' } })
  })

  test('sends at once when the browser is online again', () => {
    const form = startForm().type({ title: 'Two' }).wait().do({ type: 'failed' }, { type: 'save' })
    expect(form.sent).toHaveLength(2)
  })

  test('takes what colleagues changed, except where the person has typed since', () => {
    const form = startForm({ title: 'One', text: 'Words', rows: ['a'] })
      .type({ title: 'Two' })
      .wait()
    form.type({ rows: ['a', 'mine'] })
    form.answer(5, { text: 'Of a colleague', rows: ['a', 'theirs'] }, ['text', 'rows'])
    expect(form.state.current).toEqual({ title: 'Two', text: 'Of a colleague', rows: ['a', 'mine'] })
    // The server merges the rows: they still have the base that the person saw.
    expect(form.wait().sent[1]).toMatchObject({
      token: 5,
      base: { rows: ['a'] },
      data: { rows: ['a', 'mine'] },
    })
  })

  test('does not send again what the server has tidied', () => {
    const form = startForm().type({ title: 'Two ' }).wait().answer(2, { title: 'Two' }).wait(60_000)
    expect(form.sent).toHaveLength(1)
    expect(form.state.current.title).toBe('Two')
  })

  test('waits for the person after a conflict, and sends the choice', () => {
    const form = startForm().type({ title: 'Two' }).wait()
    form.do({ type: 'refused', refusal: { kind: 'conflicts', token: 4, conflicts: [] } })
    form.do({ type: 'save' }, { type: 'publish' }).wait(60_000)
    expect(form.sent).toHaveLength(1)
    expect(isUnsaved(form.state)).toBe(true)
    form.do({ type: 'decided', choices: { title: 'yours' } })
    // The choice is for what the person saw, and the merge for what the form started from.
    expect(form.sent[1]).toMatchObject({
      token: 4,
      base: { title: 'One' },
      data: { title: 'Two' },
      choices: { title: 'yours' },
      status: 'draft',
    })
  })

  test('publishes the changes of colleagues only when the person has seen them', () => {
    const form = startForm().type({ title: 'Two' }).do({ type: 'publish' })
    form.do({ type: 'refused', refusal: { kind: 'changed-since', token: 4, edits: [] } }).wait(60_000)
    expect(form.sent).toHaveLength(1)
    form.do({ type: 'confirmed' }, { type: 'confirmed' })
    expect(form.sent.slice(1)).toMatchObject([{ token: 4, status: 'published', base: { title: 'One' } }])
  })

  test('publishes what warns only with a reason, and asks no other question again', () => {
    const form = startForm().type({ title: 'Two' }).do({ type: 'publish' })
    form.do(
      { type: 'refused', refusal: { kind: 'changed-since', token: 4, edits: [] } },
      { type: 'confirmed' },
    )
    form
      .do({ type: 'refused', refusal: { kind: 'warnings', warnings: [] } }, { type: 'publish' })
      .wait(60_000)
    expect(form.sent).toHaveLength(2)
    const override = { rules: ['placeholder'], reason: 'It is a name.' }
    form.do({ type: 'overridden', override }, { type: 'overridden', override })
    expect(form.sent.slice(2)).toMatchObject([{ token: 4, status: 'published', override }])
    form.answer(5).type({ title: 'Three' }).do({ type: 'publish' })
    expect(form.sent[3]).not.toHaveProperty('override')
  })

  test('saves what is typed as a draft when the person does not publish what warns', () => {
    const form = startForm().type({ title: 'Two' }).do({ type: 'publish' })
    form.do({ type: 'refused', refusal: { kind: 'warnings', warnings: [] } }, { type: 'cancelled' })
    expect(form.sent.slice(1)).toMatchObject([{ status: 'draft', data: { title: 'Two' } }])
  })

  test('publishes a draft with changes of colleagues after a question, also when a save ran meanwhile', () => {
    const form = startForm().type({ title: 'Two' }).wait()
    form.do({ type: 'ask', token: 9, edits: [] }).answer(10)
    expect(form.state.refusal).toMatchObject({ kind: 'changed-since' })
    form.do({ type: 'confirmed' })
    expect(form.sent.slice(1)).toMatchObject([{ token: 10, status: 'published' }])
  })

  test('asks before it publishes what a save, which ran when Publish was pressed, took from colleagues', () => {
    const edits = [{ token: 2, fields: ['Text'] } as EditSummary]
    const form = startForm().type({ title: 'Two' }).wait().do({ type: 'publish' })
    form.answer(3, { text: 'Half a sen' }, ['text'], edits)
    expect(form.sent).toHaveLength(1)
    expect(form.state.refusal).toEqual({ kind: 'changed-since', token: 3, edits })
    expect(form.do({ type: 'confirmed' }).sent[1]).toMatchObject({ token: 3, status: 'published' })
  })

  test('compares what was typed while a save ran, before the person decides about a conflict', () => {
    const form = startForm().type({ title: 'Two' }).wait().type({ title: 'Two and more' })
    form.do({ type: 'refused', refusal: { kind: 'conflicts', token: 4, conflicts: [] } })
    expect(form.state.refusal).toBeUndefined()
    expect(form.sent[1]).toMatchObject({ token: 1, base: { title: 'One' }, data: { title: 'Two and more' } })
  })

  test('saves a draft when the person decides not to publish', () => {
    const form = startForm().type({ title: 'Two' }).do({ type: 'ask', token: 9, edits: [] }).wait()
    expect(form.sent).toEqual([])
    form.do({ type: 'cancelled' })
    expect(drafts(form.sent)).toEqual([{ status: 'draft', data: { title: 'Two' } }])
  })

  test('starts from the token of another control that wrote the document', () => {
    const form = startForm().do({ type: 'written', token: 3 }).type({ title: 'Two' }).wait()
    expect(form.sent).toMatchObject([{ token: 3 }])
  })

  test('saves the words of a refused Publish as a draft', () => {
    const form = startForm().type({ title: '' }).do({ type: 'publish' })
    form
      .do({ type: 'refused', refusal: { kind: 'invalid', message: 'Title: this field is required.' } })
      .wait()
    expect(drafts(form.sent)).toEqual([
      { status: 'published', data: { title: '' } },
      { status: 'draft', data: { title: '' } },
    ])
  })

  test('does not repeat a refused save until something else is typed', () => {
    const form = startForm().type({ title: 'x' }).wait()
    form.do({ type: 'refused', refusal: { kind: 'invalid', message: 'Too long.' } }).wait(60_000)
    expect(form.sent).toHaveLength(1)
    expect(form.type({ title: 'y' }).wait().sent).toHaveLength(2)
  })

  test('waits for the sign-in when the session has ended, and then sends the same request', () => {
    const form = startForm().type({ title: 'Two' }).do({ type: 'publish' })
    form
      .do({ type: 'refused', refusal: { kind: 'signed-out' } })
      .type({ title: 'Three' })
      .wait(60_000)
    expect(form.sent).toHaveLength(1)
    form.do({ type: 'signed-in' })
    expect(form.sent[1]).toBe(form.sent[0])
  })

  test('stores nothing for a new document until something is typed', () => {
    const form = startForm({ title: '' }, 'new').wait(60_000)
    expect(form.sent).toEqual([])
    form.type({ title: 'New' }).wait().do({ type: 'failed' }).wait(2000)
    expect(form.sent).toMatchObject([{ token: undefined }, { request: form.sent[0]!.request }])
    form.answer(1).type({ title: 'Newer' }).wait()
    expect(form.sent[2]).toMatchObject({ token: 1, data: { title: 'Newer' } })
  })

  test('puts kept words back over a document that changed meanwhile, with the base that they had', () => {
    const lost = startForm().type({ title: 'Two' }).wait().type({ title: 'Two and more' })
    const form = startForm({ title: 'One', text: 'Of a colleague' }, 7).do({
      type: 'put-back',
      kept: lost.state,
    })
    expect(form.state.current).toEqual({ title: 'Two and more', text: 'Of a colleague' })
    expect(form.sent).toEqual(lost.sent)
    form.answer(8).wait()
    expect(form.sent[1]).toMatchObject({ token: 8, base: { title: 'Two' }, data: { title: 'Two and more' } })
    form.type({ title: 'Typed since' }).do({ type: 'put-back', kept: lost.state })
    expect(form.state.current.title).toBe('Typed since')
  })

  test('knows kept words that the document has by now', () => {
    const lost = startForm().type({ title: 'Two' }).wait()
    expect(isMissing(lost.state, { title: 'One', text: 'Words' })).toBe(true)
    expect(isMissing(lost.state, { title: 'Two', text: 'Of a colleague' })).toBe(false)
    expect(isMissing(lost.type({ text: '' }).state, { title: 'Two', text: 'Words' })).toBe(true)
  })
})
