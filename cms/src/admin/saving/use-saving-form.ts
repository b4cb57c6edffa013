import {
  toast,
  useAllFormFields,
  useAuth,
  useConfig,
  useDocumentDrawerContext,
  useDocumentEvents,
  useDocumentInfo,
  useEditDepth,
  useForm,
  useFormModified,
  useFormSubmitted,
  useServerFunctions,
  useTranslation,
} from '@payloadcms/ui'
// Payload has no hook that goes to an address without asking about what is not saved.
import { useRouter } from 'next/navigation'
import type { FormState } from 'payload'
import { deepCopyObjectSimpleWithoutReactComponents } from 'payload/shared'
import { useEffect, useRef } from 'react'
import { keepSaves, useFormSaves, useSaveState } from './form-saves'
import { valuesOf, withFieldsOf } from './form-values'
import { rememberFocus, restoreFocus } from './keep-focus'
import type { KeptWords } from './kept-words'
import { changedNames, isUnsaved, type SaveState } from './save-engine'
import type { FieldError, FormRequest, Token, Values } from './save-request'
import { saveStateOf, sendSave, sendUnpublish, type SaveAnswer } from './send-save'
import { useKeptWords } from './use-kept-words'
import { usePause } from './use-pause'

/** How often the form is read while its user types. */
const readEveryMs = 500
const retryMs = 2000

type Saved = Extract<SaveAnswer, { kind: 'saved' }>

/**
 * Names the document in the address bar and leaves the page as it is. Not by the method that Next puts over this one: dialogs
 * would close. Without Next's state in it, Back leads to the address, and not to what was there when it was opened.
 */
const showAddress = (address: string) => History.prototype.replaceState.call(window.history, {}, '', address)

/** Connects Payload's form of one document with its save engine. Used once in each form. */
export function useSavingForm(token: Token) {
  const saves = useFormSaves()
  const state = useSaveState(saves)
  const info = useDocumentInfo()
  const form = useForm()
  const [fields, dispatchFields] = useAllFormFields()
  const isModified = useFormModified()
  const isSubmitted = useFormSubmitted()
  const depth = useEditDepth()
  const drawer = useDocumentDrawerContext()
  const { config } = useConfig()
  const { user } = useAuth()
  const { getFormState } = useServerFunctions()
  const { reportUpdate } = useDocumentEvents()
  const { t } = useTranslation()
  const router = useRouter()
  const { id, collectionSlug, globalSlug, initialState } = info
  const isPage = depth < 2 && info.redirectAfterCreate !== false
  const { api, admin } = config.routes
  /** Whether the form does not show yet what the engine says, so that it must not be read. */
  const isBehind = useRef<false | 'waiting' | 'dispatched'>(false)
  const isMoving = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const place = [user?.id, globalSlug ?? collectionSlug, id ?? saves.created?.id ?? 'new']
  const kept = useKeptWords(place.join('/'), saves)

  /** The form as it shows a document, or values of its own. */
  const stateOf = async (data: Values, { isComplete }: { isComplete: boolean }): Promise<FormState> => {
    const answer = await getFormState({
      id: (data.id as string | undefined) ?? id,
      ...{ collectionSlug, globalSlug, data, docPermissions: info.docPermissions },
      docPreferences: await info.getDocPreferences(),
      formState: deepCopyObjectSimpleWithoutReactComponents(latest.current.fields, { excludeFiles: true }),
      operation: 'update',
      renderAllFields: isComplete,
      schemaPath: (globalSlug ?? collectionSlug)!,
      skipValidation: true,
    })
    if (!answer || !('state' in answer) || !answer.state)
      throw new Error('The CMS did not say how the form shows the document.')
    return answer.state
  }

  const addressOf = () =>
    globalSlug
      ? `${api}/globals/${globalSlug}`
      : [api, collectionSlug, id ?? saves.created?.id].filter(Boolean).join('/')

  const read = () => {
    const { fields, isModified } = latest.current
    if (isModified && !isBehind.current) saves.do({ type: 'changed', values: valuesOf(fields) })
  }

  /** Shows what the engine has, where the form shows something else. `except`: what is typed this moment. */
  const show = (other: FormState, except: readonly string[] = []) => {
    const { fields } = latest.current
    const names = changedNames(valuesOf(fields), saves.state.current).filter((name) => !except.includes(name))
    isBehind.current = names.length > 0 && 'dispatched'
    if (names.length > 0) {
      dispatchFields({ type: 'REPLACE_STATE', state: withFieldsOf(fields, other, names) })
    }
  }

  /** Shows the values of the engine, which are not the document's. Until then the form is not read. */
  const showUnsaved = async (before = valuesOf(latest.current.fields)) => {
    isBehind.current = 'waiting'
    try {
      const state = await stateOf(saves.state.current, { isComplete: true })
      show(state, changedNames(before, valuesOf(latest.current.fields)))
      form.setModified(true)
    } catch {
      setTimeout(() => void showUnsaved(before), retryMs)
    }
  }

  const showErrors = (errors: FieldError[], message: string) => {
    dispatchFields({ type: 'ADD_SERVER_ERRORS', errors })
    form.setSubmitted(true)
    toast.error(message)
  }

  const send = async (request: FormRequest) => {
    const answer = await sendSave(`${addressOf()}/save`, request, api)
    read()
    if (answer.kind === 'failed') return saves.do({ type: 'failed' })
    if (answer.kind === 'refused') {
      if (request.status === 'published' && answer.refusal.kind === 'invalid') {
        showErrors(answer.fields, answer.refusal.message)
      }
      return saves.do({ type: 'refused', refusal: answer.refusal })
    }
    if (request.token === undefined && isPage) {
      showAddress(`${admin}/collections/${collectionSlug}/${answer.doc.id}`)
    }
    if (!id && !globalSlug) saves.created = answer.doc
    let shown: FormState
    try {
      shown = await stateOf(answer.doc, { isComplete: answer.taken.length > 0 })
    } catch {
      return saves.do({ type: 'failed' })
    }
    read()
    const taken = answer.taken.map((path) => path.split('.')[0]!)
    const edits = answer.edits.filter(({ userId }) => userId !== user?.id)
    saves.do({ type: 'saved', token: answer.token, values: valuesOf(shown), taken, edits })
    show(shown)
    showSaved(answer, request)
  }

  /** What Payload's own controls show of the document. */
  const showSaved = ({ doc }: Saved, { status, token }: FormRequest) => {
    const updatedAt = typeof doc.updatedAt === 'string' ? doc.updatedAt : new Date().toISOString()
    info.setLastUpdateTime(new Date(updatedAt).getTime())
    info.setData(doc)
    if (status === 'published') {
      info.setUnpublishedVersionCount(0)
      info.setHasPublishedDoc(true)
      info.incrementVersionCount()
      form.setSubmitted(false)
      toast.success(t('general:updatedSuccessfully'))
    } else info.setUnpublishedVersionCount((count) => Math.max(count, 1))
    const entitySlug = (globalSlug ?? collectionSlug)!
    const operation = token === undefined ? 'create' : 'update'
    reportUpdate({ id: doc.id, doc, drawerSlug: drawer.drawerSlug, entitySlug, operation, updatedAt })
    if (!saves.created) void onSave(doc, 'update')
  }

  const onSave = (doc: Saved['doc'], operation: 'create' | 'update') => {
    const collectionConfig = config.collections.find(({ slug }) => slug === collectionSlug)
    return collectionConfig && drawer.onSave?.({ collectionConfig, doc, operation, result: doc })
  }

  /**
   * The form of the document takes the place of the one that created it: only it has tabs, menus and a schedule. It is another
   * form, so what the user types or opens in this moment would be lost, and the marks of a refused Publish, too.
   */
  usePause(Boolean(saves.created) && !isUnsaved(state) && !isSubmitted, depth, () => {
    const { created } = saves
    if (!created || isUnsaved(saves.state) || isMoving.current) return
    isMoving.current = true
    rememberFocus()
    form.formRef.current?.toggleAttribute('inert', true)
    void onSave(created, 'create')
    if (isPage) router.replace(`${admin}/collections/${collectionSlug}/${created.id}`)
  })

  const keep = (state: SaveState) => {
    if (isUnsaved(state)) return kept.keep(state)
    kept.forget()
    if (!isBehind.current) form.setModified(false)
  }

  const putBack = async (page: string, words: KeptWords): Promise<void> => {
    if (!(await saves.settle()))
      return void toast.error('Not put back yet, because what you typed since is not saved. Try again then.')
    read()
    if (isUnsaved(saves.state)) return putBack(page, words)
    isBehind.current = 'waiting'
    saves.do({ type: 'put-back', kept: words })
    kept.discard(page)
    await showUnsaved()
  }

  const publish = async () => {
    read()
    if (!(saves.created ?? id ?? globalSlug)) return saves.do({ type: 'publish' })
    const state = await saveStateOf(addressOf())
    if (!state) return void toast.error('Not published, because the CMS did not answer. Press Publish again.')
    const edits = state.edits.filter(({ userId }) => userId !== user?.id)
    saves.do(edits.length > 0 ? { type: 'ask', token: state.token, edits } : { type: 'publish' })
  }

  const unpublish = async () => {
    if (!(await saves.settle()))
      return void toast.error('Not unpublished, because what you typed is not saved yet.')
    const answer = await sendUnpublish(addressOf(), saves.state.token, globalSlug ? 'POST' : 'PATCH')
    if (!answer.ok) return void toast.error(answer.message)
    saves.do({ type: 'written', token: answer.token })
    info.setHasPublishedDoc(false)
    info.setUnpublishedVersionCount(1)
    info.incrementVersionCount()
    toast.success(t('version:unpublishedSuccessfully'))
  }

  const revert = async () => {
    try {
      const live = await fetch(`${addressOf()}?depth=0`, { credentials: 'include' })
      if (!live.ok) throw new Error(`The CMS answered ${live.status}.`)
      const shown = await stateOf((await live.json()) as Values, { isComplete: true })
      saves.do({ type: 'changed', values: valuesOf(shown) })
      show(shown)
      saves.do({ type: 'publish' })
    } catch {
      toast.error(t('error:revertingDocument'))
    }
  }

  const calls = {
    fields,
    isModified,
    read,
    keep,
    send,
    onSave,
    putBack,
    discard: kept.discard,
    publish,
    showErrors,
    unpublish,
    revert,
  }
  const latest = useRef(calls)
  useEffect(() => {
    latest.current = calls
  })

  useEffect(() => {
    if (isBehind.current === 'dispatched') isBehind.current = false
    if (!isModified || timer.current) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      latest.current.read()
    }, readEveryMs)
  }, [fields, isModified])

  useEffect(() => {
    if (!initialState) return
    saves.ports = {
      send: (request) => void latest.current.send(request),
      keep: (state) => latest.current.keep(state),
      read: () => latest.current.read(),
      putBack: (page, words) => latest.current.putBack(page, words),
      discard: (page) => latest.current.discard(page),
      publish: () => latest.current.publish(),
      showErrors: (errors, message) => latest.current.showErrors(errors, message),
      unpublish: () => latest.current.unpublish(),
      revert: () => latest.current.revert(),
    }
    restoreFocus()
    if (!saves.created) saves.open(id || globalSlug ? token : undefined, valuesOf(initialState))
  }, [saves, initialState])

  useEffect(() => keepSaves(saves, { collectionSlug, globalSlug, id }, depth), [saves])

  useEffect(() => {
    const readNow = () => latest.current.read()
    const saveNow = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
      saves.doWithLatest({ type: 'save' })
    }
    const retryNow = () => saves.do({ type: 'save' })
    const element = form.formRef.current
    // Enter in a field would send the whole form, past the engine.
    element?.addEventListener('submit', saveNow)
    window.addEventListener('online', retryNow)
    window.addEventListener('pagehide', readNow)
    return () => {
      element?.removeEventListener('submit', saveNow)
      window.removeEventListener('online', retryNow)
      window.removeEventListener('pagehide', readNow)
      clearTimeout(timer.current)
      latest.current.read()
      if (isUnsaved(saves.state)) saves.do({ type: 'save' })
      saves.stop()
      // The drawer is closed: the form below it learns of the document now.
      if (saves.created && !isPage && !isMoving.current) void latest.current.onSave(saves.created, 'create')
    }
  }, [saves])

  return { saves, state }
}
