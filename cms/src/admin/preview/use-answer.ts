import { useConfig } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { sendForm } from './send-form'
import type { FormAnswer } from './use-form-answer'

/** The answer to one request, as JSON, that no form is part of. It is sent again when it may succeed by itself. */
export function useAnswer<Answer extends object>(
  path: string,
  request: string,
  schema: z.ZodType<Answer>,
): FormAnswer<Answer> {
  const { config } = useConfig()
  const [latest, setLatest] = useState<FormAnswer<Answer>>({ request })
  const [retries, setRetries] = useState(0)
  const address = config.routes.api + path
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    void sendForm(address, request, schema, abort.signal).then((answer) => {
      if (!answer || abort.signal.aborted) return
      if (!('problem' in answer)) return setLatest({ answer, request })
      setLatest({ problem: answer.problem, request })
      const { retryInMs } = answer.problem
      if (retryInMs !== undefined) timer = setTimeout(() => setRetries((count) => count + 1), retryInMs)
    })
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [address, request, schema, retries])
  return latest
}
