import type { Finding } from 'shared-types'
import type { EditSummary } from '../../saves/edit-log'
import type { FieldError, NamedConflict, SaveRefusal, FormRequest, Token, Values } from './save-request'

export type SaveAnswer =
  /** `taken`: paths; `edits`: of others, or of other pages of this user. */
  | { kind: 'saved'; doc: Values & { id: string }; token: Token; taken: string[]; edits: EditSummary[] }
  | { kind: 'refused'; refusal: SaveRefusal; fields: FieldError[] }
  /** Whether the server has carried out the request is not known. */
  | { kind: 'failed' }

interface ErrorBody {
  errors?: {
    message?: string
    data?: {
      reason?: string
      token?: Token
      conflicts?: NamedConflict[]
      edits?: EditSummary[]
      errors?: FieldError[]
      warnings?: Finding[]
    }
  }[]
}

const timeoutMs = 30_000

/** Sends one save to the CMS. Never rejects. */
export async function sendSave(address: string, request: FormRequest, api: string): Promise<SaveAnswer> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const body = (await response.json()) as ErrorBody
    if (response.ok) return { kind: 'saved', ...(body as Omit<SaveAnswer & { kind: 'saved' }, 'kind'>) }
    // Overloaded, restarting, or in the middle of something: the same request is sent again.
    if (response.status >= 500 || response.status === 429) return { kind: 'failed' }
    const isRefusedForUser = response.status === 401 || response.status === 403
    if (isRefusedForUser && !(await isSignedIn(api)))
      return { kind: 'refused', refusal: { kind: 'signed-out' }, fields: [] }
    // The user has signed in again since, in another tab.
    if (response.status === 401) return { kind: 'failed' }
    return { kind: 'refused', ...refusalOf(response.status, body) }
  } catch {
    return { kind: 'failed' }
  }
}

function refusalOf(status: number, { errors: [error] = [] }: ErrorBody) {
  const {
    reason,
    token = 0,
    conflicts = [],
    edits = [],
    errors: fields = [],
    warnings = [],
  } = error?.data ?? {}
  const message = error?.message ?? `The CMS answered ${status}.`
  const refusal = ((): SaveRefusal => {
    if (status === 404) return { kind: 'gone' }
    if (reason === 'conflicts') return { kind: 'conflicts', token, conflicts }
    if (reason === 'changed-since') return { kind: 'changed-since', token, edits }
    if (reason === 'warnings') return { kind: 'warnings', warnings }
    return { kind: 'invalid', message }
  })()
  return { refusal, fields }
}

/** Rejects when the CMS does not say. */
export async function isSignedIn(api: string): Promise<boolean> {
  const response = await fetch(`${api}/users/me`, { credentials: 'include' })
  if (!response.ok) throw new Error(`The CMS answered ${response.status}.`)
  return Boolean(((await response.json()) as { user?: unknown }).user)
}

type UnpublishAnswer = { ok: true; token: Token } | { ok: false; message: string }

/** Refused if the document was written after the state that the form knows. */
export async function sendUnpublish(
  address: string,
  token: Token | undefined,
  method: 'PATCH' | 'POST',
): Promise<UnpublishAnswer> {
  try {
    const response = await fetch(`${address}?depth=0`, {
      method,
      credentials: 'include',
      headers: { 'Content-Type': 'application/json', 'If-Match': `"${token}"` },
      body: JSON.stringify({ _status: 'draft' }),
    })
    const { errors: [error] = [] } = (await response.json()) as ErrorBody
    if (!response.ok) return { ok: false, message: error?.message ?? `The CMS answered ${response.status}.` }
    return { ok: true, token: Number(response.headers.get('ETag')?.replaceAll('"', '')) }
  } catch {
    return { ok: false, message: 'The CMS could not be reached, so it may still be published.' }
  }
}

/** What else there is of a document: its token, what is not live yet, and who has its form open. */
export interface SaveStateOfDocument {
  token: Token
  edits: EditSummary[]
  openBy: { userId: string; user: string; seenAt: string }[]
}

/** Undefined when the CMS does not say. */
export async function saveStateOf(address: string): Promise<SaveStateOfDocument | undefined> {
  try {
    const response = await fetch(`${address}/save-state`, { credentials: 'include' })
    return response.ok ? ((await response.json()) as SaveStateOfDocument) : undefined
  } catch {
    return undefined
  }
}
