'use client'
import { Button, useConfig, useDocumentInfo, useForm } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'
import {
  type ClaimTrialAnswer,
  ClaimTrialAnswerSchema,
  isTooWide,
  nameOfPlace,
  type TriedClaim,
} from 'shared-types'
import { DocumentLink } from '../preview/DocumentLink'
import { sendForm } from '../preview/send-form'
import { valuesOf } from '../saving/form-values'
import styles from './Checks.module.css'

/** Listed of one rule. */
const maxListed = 50

interface Trial {
  tried: number
  total: number
  counts: Record<string, number>
  claims: TriedClaim[]
  state: 'running' | 'stopped' | 'done'
  problem?: string
}

const begun: Trial = { tried: 0, total: 0, counts: {}, claims: [], state: 'running' }

function after(trial: Trial, { total, tried, counts, claims }: ClaimTrialAnswer): Trial {
  const sums = { ...trial.counts }
  for (const [rule, count] of Object.entries(counts)) sums[rule] = (sums[rule] ?? 0) + count
  return { ...trial, total, tried: trial.tried + tried, counts: sums, claims: [...trial.claims, ...claims] }
}

/** In the form of the rules about claims: tries them as typed on the whole live site. */
export function ClaimTrial() {
  const { hasSavePermission } = useDocumentInfo()
  const { getFields } = useForm()
  const { config } = useConfig()
  const [trial, setTrial] = useState<Trial>()
  const abort = useRef(new AbortController())
  useEffect(() => () => abort.current.abort(), [])
  if (!hasSavePermission) return null

  const run = async () => {
    abort.current = new AbortController()
    const { signal } = abort.current
    const { lists, rules } = valuesOf(getFields())
    let current: Trial = begun
    let place: string | undefined
    setTrial(current)
    do {
      const request: string = JSON.stringify({ lists, rules, after: place })
      const address = `${config.routes.api}/claim-trial`
      const answer = await sendForm(address, request, ClaimTrialAnswerSchema, signal)
      if (!answer) return
      if ('problem' in answer)
        return setTrial({ ...current, state: 'stopped', problem: answer.problem.message })
      current = after(current, answer)
      place = answer.after
      setTrial(place === undefined ? { ...current, state: 'done' } : current)
    } while (place !== undefined)
  }
  const stop = () => {
    abort.current.abort()
    setTrial((before) => before && { ...before, state: 'stopped' })
  }

  return (
    <section className={`field-type ${styles.panel}`} aria-label="Trial of the rules">
      <p>
        Tries all rules as they stand below on each page of the live site, those that are switched off too.
        Nothing is saved.
      </p>
      {trial?.state === 'running' ? (
        <Button buttonStyle="secondary" size="small" onClick={stop}>
          Stop
        </Button>
      ) : (
        <Button buttonStyle="secondary" size="small" onClick={() => void run()}>
          Try the rules on the site
        </Button>
      )}
      <div role="status">{trial && <p>{progressOf(trial)}</p>}</div>
      {trial && <Results trial={trial} />}
    </section>
  )
}

function progressOf({ tried, total, state, problem, counts }: Trial): string {
  const pages = `${tried.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} pages`
  if (problem) return problem
  if (state === 'running') return `Trying: ${pages}…`
  if (state === 'stopped') return `Stopped after ${pages}.`
  return Object.keys(counts).length === 0 ? `Tried ${pages}: nothing found.` : `Tried ${pages}.`
}

function Results({ trial: { counts, claims, tried } }: { trial: Trial }) {
  const rules = Object.entries(counts).toSorted(([, a], [, b]) => b - a)
  return rules.map(([rule, count]) => {
    // Of several claims with one sentence, one whose field is known stays.
    const found = claims
      .filter((claim) => claim.rule === rule)
      .toSorted((a, b) => Number(Boolean(a.source)) - Number(Boolean(b.source)))
    const sentences = [...new Map(found.map((claim) => [claim.sentence, claim])).values()]
    return (
      <details key={rule} className={styles.trial}>
        <summary>
          {rule}: {count === 1 ? '1 page' : `${count.toLocaleString('en-US')} pages`}
          {isTooWide(count, tried) && <strong> More than 1 in 20 pages: it may be too wide.</strong>}
        </summary>
        <ul className={styles.findings}>
          {sentences.slice(0, maxListed).map((claim) => (
            <li key={claim.sentence} data-level={claim.level}>
              {claim.path}, {nameOfPlace(claim.place)}: “{claim.sentence}” has <em>{claim.words}</em>.{' '}
              {claim.source && <DocumentLink to={claim.source} />}
            </li>
          ))}
        </ul>
        {sentences.length > maxListed && <p>And more.</p>}
      </details>
    )
  })
}
