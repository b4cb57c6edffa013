import { useAllFormFields, useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'
import { valuesOf } from '../saving/form-values'
import { type FormQuestion, type PreviewProblem, sendForm } from './send-form'

export interface FormAnswer<Answer> {
  /** The newest answer that there is. */
  answer?: Answer
  /** Why there is no newer one. */
  problem?: PreviewProblem
  /** What the answer is for, as JSON. */
  request: string
}

/**
 * Sends the values of the open form after each pause in typing, and at least every `longestPauseMs` while its user types without one.
 * An answer never takes the place of a newer one. Keep the identity of `question`; without one nothing is sent.
 */
export function useFormAnswer<Answer extends object>(
  question: FormQuestion<Answer> | undefined,
): FormAnswer<Answer> {
  const [fields] = useAllFormFields()
  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const { config } = useConfig()
  const [latest, setLatest] = useState<FormAnswer<Answer>>({ request: '' })
  const [retries, setRetries] = useState(0)
  const sent = useRef({ request: '', at: 0, abort: new AbortController() })
  const { api } = config.routes

  useEffect(() => {
    if (!question) return
    const ask = async () => {
      const about = {
        collection: collectionSlug,
        global: globalSlug,
        // A form in the drawer for several files has the id null.
        id: id === undefined || id === null ? undefined : String(id),
      }
      const request = JSON.stringify({ ...about, values: valuesOf(fields), ...question.options })
      const before = sent.current
      if (request === before.request) return
      before.abort.abort()
      const abort = new AbortController()
      sent.current = { request, at: Date.now(), abort }
      const answer = await sendForm(`${api}${question.path}`, request, question.schema, abort.signal)
      if (!answer || abort.signal.aborted) return
      if (!('problem' in answer)) return setLatest({ answer, request })
      // The same request may be sent again.
      sent.current.request = ''
      setLatest((before) => ({ ...before, problem: answer.problem }))
      const { retryInMs } = answer.problem
      if (retryInMs !== undefined) setTimeout(() => setRetries((count) => count + 1), retryInMs)
    }
    const { at, request } = sent.current
    const { pauseMs, longestPauseMs } = question
    const pause = request === '' ? 0 : Math.max(0, Math.min(pauseMs, at + longestPauseMs - Date.now()))
    const timer = setTimeout(() => void ask(), pause)
    return () => clearTimeout(timer)
  }, [fields, question, id, collectionSlug, globalSlug, api, retries])

  useEffect(() => () => sent.current.abort.abort(), [])
  return latest
}
