import { Button, Link, useConfig } from '@payloadcms/ui'
import { useState } from 'react'
import type { Attention, AttentionLines } from '../../attention/attention'
import { usePolling } from '../polling'
import styles from './NeedsAttention.module.css'

const headings: Record<AttentionLines['group'], string> = {
  checks: 'To correct',
  facts: 'Facts to look up again',
  reviews: 'Clinical reviews',
  approvals: 'Approvals and agreements',
  testimonials: 'Consent to be quoted',
  starts: 'Start dates to correct',
  courses: 'Courses without a start to come',
  pictures: 'Pictures without alternative text',
  claims: 'Claims on live pages',
}

const intervalMs = () => 30_000
const noPolling = () => 0

/** What needs attention in what is live; undefined until it is known. */
export function useAttention(): Attention | undefined {
  const { config } = useConfig()
  return usePolling<Attention>(`${config.routes.api}/attention`, intervalMs).data
}

/** The groups of what needs attention, each with its first lines. */
export function NeedsAttention({ groups, isComplete }: Attention) {
  if (groups.length === 0 && isComplete) return null
  const total = groups.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className={styles.attention} aria-labelledby="attention-title">
      <h3 id="attention-title">
        {total > 0 ? `Needs attention (${total.toLocaleString('en-US')})` : 'Needs attention'}
      </h3>
      {!isComplete && <p>What is live is being checked. More may be listed here in a few minutes.</p>}
      {groups.map((group) => (
        <Group key={group.group} {...group} />
      ))}
    </section>
  )
}

function Group({ group, count, lines }: AttentionLines) {
  const { config } = useConfig()
  const [isOpen, setIsOpen] = useState(false)
  const address = `${config.routes.api}/attention?group=${group}`
  const all = usePolling<Attention>(isOpen ? address : undefined, noPolling).data?.groups[0]?.lines
  const shown = isOpen && all ? all : lines
  return (
    <section aria-labelledby={`attention-${group}`}>
      <h4 id={`attention-${group}`}>
        {headings[group]} ({count.toLocaleString('en-US')})
      </h4>
      <ul>
        {shown.map(({ title, href, field, message }, index) => (
          <li key={`${href} ${index}`}>
            <Link href={href}>
              {title}
              {field && ` › ${field}`}
            </Link>
            : {message}
          </li>
        ))}
        {isOpen && all && all.length < count && (
          <li>and {(count - all.length).toLocaleString('en-US')} more</li>
        )}
      </ul>
      {count > lines.length && (
        <Button buttonStyle="none" className={styles.more} margin={false} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `Show all ${count.toLocaleString('en-US')}`}
          <span className="sr-only"> of “{headings[group]}”</span>
        </Button>
      )}
    </section>
  )
}
