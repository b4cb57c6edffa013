import { dequal } from 'dequal/lite'
import type { EditSummary } from '../../saves/edit-log'
import type { Choices } from '../../saves/merge-fields'
import type { OverrideRequest } from '../../saves/override'
import type { SaveRefusal, FormRequest, Token, Values } from './save-request'

export interface SaveState {
  token: Token | undefined
  /** What the server has, as far as the form knows. */
  base: Values
  /** What stands in the form. */
  current: Values
  /** The request without an answer yet, and what stood in the form when it was made. A lost answer leaves it here. */
  sent?: { request: FormRequest; values: Values }
  /** Whether `sent` is on its way. Otherwise it is sent again at `dueAt`. */
  isSending: boolean
  /** Publish was pressed and is not sent yet. */
  isPublishWanted?: boolean
  /** The token whose changes a question has shown to the person. The next request starts from it. */
  seen?: Token
  refusal?: SaveRefusal
  choices?: Choices
  /** Goes with the next Publish. */
  override?: OverrideRequest
  failures: number
  /** When `tick` sends the next request, in ms since 1970. */
  dueAt?: number
  savedAt?: number
}

export type SaveEvent =
  | { type: 'changed'; values: Values }
  | { type: 'tick' }
  /** Ctrl+S, and the browser is online again: what waits is sent now. */
  | { type: 'save' }
  | { type: 'publish' }
  /**
   * `values`: the document as the form shows it; `taken`: names of fields that a colleague changed; `edits`: those of colleagues
   * that are new to the form.
   */
  | { type: 'saved'; token: Token; values: Values; taken: readonly string[]; edits: EditSummary[] }
  /** Publish was pressed, and the draft has changes of colleagues too: the person is asked first. */
  | { type: 'ask'; token: Token; edits: EditSummary[] }
  /** The server did not carry out the request, and says why. */
  | { type: 'refused'; refusal: SaveRefusal }
  /** No answer, or one that does not say whether the request was carried out. */
  | { type: 'failed' }
  /** The person has seen the changes of colleagues and publishes all the same. */
  | { type: 'confirmed' }
  /** The person does not publish. What is typed is saved as a draft. */
  | { type: 'cancelled' }
  /** The person publishes what warns, and says why. */
  | { type: 'overridden'; override: OverrideRequest }
  | { type: 'decided'; choices: Choices }
  | { type: 'signed-in' }
  /** The person wants back what an earlier page of this form could not save. Nothing happens while this page has unsaved words. */
  | { type: 'put-back'; kept: Unsaved }
  /** Another control of this page has written the document, and changed none of its fields. */
  | { type: 'written'; token: Token }

/** What the browser keeps until the server has it. */
export type Unsaved = Pick<SaveState, 'token' | 'base' | 'current' | 'sent'>

/** The time in ms since 1970, and an unused id for a request. */
export interface Moment {
  now: number
  id: string
}

export interface Step {
  state: SaveState
  send?: FormRequest
}

/** Pause after the last change before the form saves by itself. */
export const saveAfterMs = 1500
const longestPauseMs = 30_000

export const openForm = (token: Token | undefined, values: Values): SaveState => ({
  token,
  base: values,
  current: values,
  isSending: false,
  failures: 0,
})

const same = (a: unknown, b: unknown) => dequal(a ?? null, b ?? null)

const namesOf = (...values: Values[]) => [...new Set(values.flatMap((each) => Object.keys(each)))]

/** The names of the fields that differ. */
export const changedNames = (a: Values, b: Values): string[] =>
  namesOf(a, b).filter((name) => !same(a[name], b[name]))

/** Whether the form holds something that the server may not have. */
export const isUnsaved = ({ base, current, sent }: SaveState): boolean =>
  Boolean(sent) || changedNames(base, current).length > 0

/**
 * The rules by which one form writes its document: one request at a time and in order, nothing without a change, Publish after
 * the request that runs and once. A request without an answer is sent again as it was, because the server may have carried it
 * out. Pure: the caller sends `send`, and calls again with its answer.
 */
export function step(state: SaveState, event: SaveEvent, moment: Moment): Step {
  switch (event.type) {
    case 'changed':
      return { state: withValues(state, event.values, moment) }
    case 'tick':
      return state.dueAt === undefined || state.dueAt > moment.now ? { state } : next(state, moment)
    case 'save':
      return next(state.refusal?.kind === 'invalid' ? { ...state, refusal: undefined } : state, moment)
    case 'publish':
      return isPublishing(state) || waitsForPerson(state)
        ? { state }
        : next({ ...state, isPublishWanted: true, refusal: undefined }, moment)
    case 'ask':
      return isPublishing(state) || waitsForPerson(state)
        ? { state }
        : { state: { ...state, refusal: { kind: 'changed-since', token: event.token, edits: event.edits } } }
    case 'saved':
      return next(accepted(state, event, moment), moment, { isDue: false })
    case 'refused':
      return refused(state, event.refusal, moment)
    case 'failed':
      return { state: failed(state, moment) }
    case 'confirmed':
      return state.refusal?.kind === 'changed-since'
        ? next({ ...state, refusal: undefined, isPublishWanted: true, seen: state.refusal.token }, moment)
        : { state }
    case 'overridden':
      return state.refusal?.kind === 'warnings'
        ? next({ ...state, refusal: undefined, isPublishWanted: true, override: event.override }, moment)
        : { state }
    case 'cancelled':
      return state.refusal?.kind === 'changed-since' || state.refusal?.kind === 'warnings'
        ? next({ ...state, refusal: undefined }, moment)
        : { state }
    case 'decided':
      return state.refusal?.kind === 'conflicts'
        ? next(
            {
              ...state,
              refusal: undefined,
              seen: state.refusal.token,
              choices: { ...state.choices, ...event.choices },
            },
            moment,
          )
        : { state }
    case 'signed-in':
      return state.refusal?.kind === 'signed-out' ? next({ ...state, refusal: undefined }, moment) : { state }
    case 'put-back':
      return isUnsaved(state) ? { state } : next(withKept(state, event.kept), moment)
    case 'written':
      return { state: { ...state, token: event.token } }
  }
}

const isPublishing = ({ isPublishWanted, sent }: SaveState) =>
  isPublishWanted || sent?.request.status === 'published'

const waitsForPerson = ({ refusal }: SaveState) => Boolean(refusal) && refusal?.kind !== 'invalid'

function withValues(state: SaveState, values: Values, { now }: Moment): SaveState {
  if (changedNames(state.current, values).length === 0) return state
  const isWaiting = state.isSending || state.sent || waitsForPerson(state)
  return {
    ...state,
    current: values,
    refusal: state.refusal?.kind === 'invalid' ? undefined : state.refusal,
    dueAt: isWaiting ? state.dueAt : now + saveAfterMs,
  }
}

/** Sends what waits: the request without an answer as it was, else what has changed. With `isDue` false only Publish is sent at once. */
function next(state: SaveState, { now, id }: Moment, { isDue = true } = {}): Step {
  if (state.isSending || waitsForPerson(state)) return { state }
  if (state.sent) return { state: { ...state, isSending: true, dueAt: undefined }, send: state.sent.request }
  const { isPublishWanted, token, seen = 0, base, current, choices, override } = state
  const names = changedNames(base, current)
  if (!isPublishWanted && names.length === 0)
    return { state: { ...state, seen: undefined, choices: undefined, dueAt: undefined } }
  if (!isPublishWanted && !isDue) return { state: { ...state, dueAt: now + saveAfterMs } }
  const pick = (values: Values) => Object.fromEntries(names.map((name) => [name, values[name] ?? null]))
  const request: FormRequest = {
    request: id,
    token: token === undefined ? undefined : Math.max(seen, token),
    base: pick(base),
    data: pick(current),
    status: isPublishWanted ? 'published' : 'draft',
    ...(choices && { choices }),
    ...(isPublishWanted && override && { override }),
  }
  const sent = { request, values: current }
  const used = {
    isPublishWanted: undefined,
    ...{ seen: undefined, choices: undefined, override: undefined, dueAt: undefined },
  }
  return { state: { ...state, ...used, sent, isSending: true }, send: request }
}

const keptNames = ({ base, current, sent }: Unsaved) => [
  ...new Set([...changedNames(base, current), ...Object.keys(sent?.request.data ?? {})]),
]

/** Whether a document lacks what the browser kept. A page that is left in the moment of an answer keeps what is saved. */
export const isMissing = (kept: Unsaved, document: Values): boolean =>
  keptNames(kept).some((name) => !same(kept.current[name], document[name]))

/** The merge needs the base and the token that belong to the kept values; the other fields stay as they are now. */
function withKept(state: SaveState, kept: Unsaved): SaveState {
  const { token, base, current, sent } = kept
  const names = keptNames(kept)
  const over = (values: Values, others: Values) => ({
    ...values,
    ...Object.fromEntries(names.map((name) => [name, others[name] ?? null])),
  })
  return {
    ...state,
    token,
    base: over(state.base, base),
    current: over(state.current, current),
    sent: sent && { ...sent, values: over(state.current, sent.values) },
  }
}

function accepted(
  state: SaveState,
  { token, values, taken, edits }: Extract<SaveEvent, { type: 'saved' }>,
  { now }: Moment,
): SaveState {
  const { request, values: before } = state.sent ?? { request: undefined, values: state.current }
  /** The form had all changes up to the token that it sent, so that `taken` names all that are new to it. */
  const hadAll = request?.token === state.token
  const base: Values = {}
  const current: Values = {}
  for (const name of namesOf(values, state.current)) {
    const isTypedSince = !same(state.current[name], before[name])
    const mayBeTaken = taken.includes(name) || !(hadAll || name in (request?.data ?? {}))
    current[name] = isTypedSince ? state.current[name] : values[name]
    // What a colleague changed in a field that was typed in since is not in the form, so the server merges it again.
    base[name] = isTypedSince && mayBeTaken ? before[name] : values[name]
  }
  const question = state.refusal?.kind === 'changed-since' ? state.refusal : undefined
  const unseen = edits.filter((edit) => edit.token > (question?.token ?? 0))
  const asksAgain = unseen.length > 0 && Boolean(question ?? state.isPublishWanted)
  return {
    ...state,
    token,
    base,
    current,
    sent: undefined,
    isSending: false,
    // Publish waits for this answer, or its question came while the request ran.
    refusal: asksAgain
      ? { kind: 'changed-since', token, edits: [...(question?.edits ?? []), ...unseen] }
      : question,
    isPublishWanted: asksAgain ? undefined : state.isPublishWanted,
    failures: 0,
    savedAt: now,
  }
}

const isAboutContent = ({ kind }: SaveRefusal) => kind === 'conflicts' || kind === 'warnings'

function refused(state: SaveState, refusal: SaveRefusal, moment: Moment): Step {
  const { sent, current } = state
  const isKept = refusal.kind === 'signed-out'
  // The person decides about all that is typed, so the server has to compare that.
  if (refusal.kind === 'conflicts' && sent && changedNames(sent.values, current).length > 0) {
    return next({ ...state, sent: undefined, isSending: false, isPublishWanted: undefined }, moment)
  }
  // A refused Publish has saved nothing: its changes are still saved as a draft.
  const isDue = refusal.kind === 'invalid' && sent?.request.status === 'published'
  const refusedState: SaveState = {
    ...state,
    refusal,
    sent: isKept ? sent : undefined,
    // Decided conflicts stay decided when the next request has others, or is asked for a reason.
    choices: isAboutContent(refusal) ? sent?.request.choices : undefined,
    // The person has seen these changes of colleagues, and is not asked about them again.
    seen: refusal.kind === 'warnings' ? sent?.request.token : undefined,
    isSending: false,
    isPublishWanted: isKept ? state.isPublishWanted : undefined,
    failures: 0,
    dueAt: isDue ? moment.now + saveAfterMs : undefined,
  }
  return { state: refusedState }
}

function failed(state: SaveState, { now }: Moment): SaveState {
  const failures = state.failures + 1
  return { ...state, isSending: false, failures, dueAt: now + pauseMs(failures) }
}

/** 2 s, 4 s, 8 s, up to half a minute. */
const pauseMs = (failures: number) => Math.min(1000 * 2 ** failures, longestPauseMs)
