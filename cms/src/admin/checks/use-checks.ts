import { useAllFormFields, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import { checkContent, type ContentSlug, dayIn, type Finding, findingLevels } from 'shared-types'
import { z } from 'zod'
import { useFormAnswer } from '../preview/use-form-answer'
import { valuesOf } from '../saving/form-values'
import { useSchoolTimeZone } from '../school-time-zone'

const question = {
  path: '/checks',
  options: {},
  schema: z.object({
    findings: z.array(
      z.object({ rule: z.string(), level: z.enum(findingLevels), field: z.string(), message: z.string() }),
    ),
  }),
  pauseMs: 600,
  longestPauseMs: 3000,
}

const pauseMs = 400

/** Safari has no idle callbacks. */
const whenIdle = (run: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(run) : setTimeout(run)

/** What the checks find in the open form, after each pause in typing; undefined until the first answer. */
export function useChecks(): Finding[] | undefined {
  const { collectionSlug, globalSlug } = useDocumentInfo()
  const [fields] = useAllFormFields()
  const { timeZone } = useSchoolTimeZone()
  const { answer } = useFormAnswer(question)
  const [own, setOwn] = useState<Finding[]>([])
  const slug = (globalSlug ?? collectionSlug) as ContentSlug

  useEffect(() => {
    let isStale = false
    const check = () => {
      if (isStale) return
      const today = dayIn(timeZone ?? 'UTC', new Date())
      setOwn(checkContent(slug, valuesOf(fields), today))
    }
    const timer = setTimeout(() => whenIdle(check), pauseMs)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [fields, slug, timeZone])

  return answer && [...answer.findings, ...own]
}
