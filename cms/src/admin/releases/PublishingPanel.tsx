'use client'
import { Button, Link, useConfig } from '@payloadcms/ui'
import { useState } from 'react'
import type { Attention } from '../../attention/attention'
import type { TitledProblem, PublishingOverview } from '../../releases/overview'
import { NeedsAttention, useAttention } from '../attention/NeedsAttention'
import { AllowButton } from './AllowButton'
import type { Command } from './command'
import { CommandDialog } from './CommandDialog'
import { usePublishingOverview } from './publishing-overview'
import styles from './PublishingPanel.module.css'
import { ReleaseTable } from './ReleaseTable'
import { useCancelSchedule } from '../schedule/scheduled-changes'
import { ScheduleProblem } from '../schedule/ScheduleProblem'
import { StateIcon } from '../StateIcon'
import { FreezeInWords } from '../FreezeInWords'
import { When } from '../When'

/** On the dashboard: what is live, the last releases, and what needs attention. One line when all is well. */
export function PublishingPanel() {
  const { overview, problem, refresh } = usePublishingOverview()
  const attention = useAttention()
  const [command, setCommand] = useState<Command>()
  return (
    <section className={styles.panel} aria-labelledby="publishing-title">
      {/* Payload's dashboard has no heading of its own. */}
      <h1 className="sr-only">Dashboard</h1>
      <h2 id="publishing-title">On the site</h2>
      {overview ? (
        <Overview
          {...overview}
          attention={attention}
          onCommand={setCommand}
          onChange={() => void refresh()}
        />
      ) : (
        <p role="status">{problem ? '' : 'Looking…'}</p>
      )}
      {problem && (
        <p role="status">Could not look up what is live: {problem}. It is tried again by itself.</p>
      )}
      {command && (
        <CommandDialog
          command={command}
          onClose={() => {
            setCommand(undefined)
            void refresh()
          }}
        />
      )}
    </section>
  )
}

type OverviewProps = PublishingOverview & {
  attention?: Attention
  onCommand: (command: Command) => void
  onChange: () => void
}

function Overview({ onCommand, onChange, ...overview }: OverviewProps) {
  const { attention, freeze, live, mayCommand, releases } = overview
  const needsAttention = hasNews(overview)
  return (
    <>
      <p role="status">
        <Line {...overview} />
      </p>
      {freeze && (
        <div className={styles.freeze}>
          <p>
            <StateIcon tone="paused" /> <FreezeInWords {...freeze} />
          </p>
          {mayCommand && (
            <Button margin={false} size="small" onClick={() => onCommand({ type: 'release.resume' })}>
              Go live again…
            </Button>
          )}
        </div>
      )}
      {needsAttention && <News {...overview} onCommand={onCommand} onChange={onChange} />}
      {attention && <NeedsAttention {...attention} />}
      {releases.length > 0 && (
        <details className={styles.releases}>
          <summary>Last releases</summary>
          <ReleaseTable
            releases={releases}
            live={live?.release}
            onRollBack={
              mayCommand ? (release) => onCommand({ type: 'release.rollback', release }) : undefined
            }
          />
        </details>
      )}
    </>
  )
}

const hasNews = (overview: PublishingOverview) => {
  const { blocked, deliveries, publisher, schedules, stopped, waiting, warnings } = overview
  return (
    Boolean(stopped) ||
    schedules.length > 0 ||
    blocked.length > 0 ||
    waiting.length > 0 ||
    warnings.length > 0 ||
    deliveries.length > 0 ||
    publisher?.problem !== undefined
  )
}

function Line(overview: PublishingOverview & { attention?: Attention }) {
  const { attention, beingMadeSince, freeze, live, siteUrl } = overview
  const isWell = !freeze && !hasNews(overview) && attention?.isComplete && attention.groups.length === 0
  if (!live) {
    return (
      <>
        <StateIcon tone={beingMadeSince ? 'moving' : 'calm'} />{' '}
        {beingMadeSince ? 'The first release is being made.' : 'Nothing has gone live yet.'}
      </>
    )
  }
  return (
    <>
      <StateIcon tone={freeze ? 'paused' : 'good'} /> Release {live.release} is live since{' '}
      <When at={live.since} />
      {isWell ? ', and all is well. ' : '. '}
      {beingMadeSince && (
        <>
          The next one is being made since <When at={beingMadeSince} />.{' '}
        </>
      )}
      <a href={siteUrl} target="_blank" rel="noopener">
        Open the site ↗<span className="sr-only"> (in a new tab)</span>
      </a>
    </>
  )
}

function News(overview: OverviewProps) {
  const { blocked, deliveries, freeze, mayCommand, onCommand, publisher, schedules, stopped } = overview
  const { waiting, warnings } = overview
  const cancel = useCancelSchedule(overview.onChange)
  return (
    <ul className={styles.news}>
      {publisher?.problem && publisher.problem !== stopped?.message && (
        <li>
          <StateIcon tone="bad" />
          <p>
            {publisher.problem}
            {!publisher.isAnswering && (
              <>
                {' '}
                The site stays as it is, and nothing new goes live. On the server, <code>npm start</code> runs
                the publisher.
              </>
            )}
          </p>
        </li>
      )}
      {stopped && (
        <li>
          <StateIcon tone="bad" />
          <div>
            <p>
              A release {stopped.state === 'refused' ? 'was refused' : 'failed'} at{' '}
              <When at={stopped.since} />, and the site is as it was. {stopped.message}
            </p>
            {stopped.canBeAllowed && mayCommand && (
              <Button
                buttonStyle="secondary"
                margin={false}
                size="small"
                onClick={() =>
                  onCommand({
                    type: 'release.allow',
                    revision: stopped.revision,
                    bundle: stopped.bundle,
                  })
                }
              >
                Allow this…
              </Button>
            )}
          </div>
        </li>
      )}
      {schedules.map(({ id, title, field, href, ...change }) => (
        <li key={id}>
          <StateIcon tone="bad" />
          <ScheduleProblem
            {...change}
            subject={href ? <Link href={href}>{field ? `${title} › ${field}` : title}</Link> : `“${title}”`}
            isDeleted={!href}
            onCancel={overview.mayPublish ? () => void cancel(id) : undefined}
          />
        </li>
      ))}
      {waiting.map((line) => (
        <li key={line.what}>
          <StateIcon tone="paused" />
          <div>
            <Waiting {...line} />
            {mayCommand && !freeze && <AllowButton {...line} onCommand={onCommand} />}
          </div>
        </li>
      ))}
      {blocked.length > 0 && (
        <li>
          <StateIcon tone="paused" />
          <Notes
            notes={blocked}
            title={blocked.length === 1 ? 'One thing is blocked:' : `${blocked.length} things are blocked:`}
          />
        </li>
      )}
      {warnings.length > 0 && (
        <li>
          <StateIcon tone="bad" />
          <Notes notes={warnings} title="On the site, but not as it was meant:" />
        </li>
      )}
      {deliveries.map((delivery) => (
        <li key={`${delivery.target} ${delivery.state}`}>
          <StateIcon tone="bad" />
          <Stuck {...delivery} />
        </li>
      ))}
    </ul>
  )
}

function Waiting({ count, documents, what }: PublishingOverview['waiting'][number]) {
  const lines = documents.map(({ href, title }) => (
    <li key={href}>
      <Link href={href}>{title}</Link>
    </li>
  ))
  return (
    <>
      <p>
        Waits: {what}. So much goes only when a publisher allows it. If it is a mistake, publish these again:
      </p>
      <Folded lines={lines} count={count} />
    </>
  )
}

function Notes({ notes, title }: { notes: TitledProblem[]; title: string }) {
  const lines = notes.map((note) => (
    <li key={`${note.href} ${note.message}`}>
      <Link href={note.href}>
        {note.title}
        {note.field && ` › ${note.field}`}
      </Link>
      : {note.message}
    </li>
  ))
  return (
    <div>
      <p>{title}</p>
      <Folded lines={lines} />
    </div>
  )
}

/** The number of lines that are listed; the rest is folded. */
const shownLines = 5

/** `count` of all, when `lines` has only the first of them. */
function Folded({ lines, count = lines.length }: { lines: React.ReactNode[]; count?: number }) {
  return (
    <>
      <ul>{lines.slice(0, shownLines)}</ul>
      {count > shownLines && (
        <details>
          <summary>{count - shownLines} more</summary>
          <ul>
            {lines.slice(shownLines)}
            {count > lines.length && <li>and {count - lines.length} more</li>}
          </ul>
        </details>
      )}
    </>
  )
}

function Stuck({ count, since, state, target }: PublishingOverview['deliveries'][number]) {
  const { config } = useConfig()
  const query = `where[and][0][state][equals]=${state}&where[and][1][target][equals]=${target}`
  const messages = count === 1 ? 'One message' : `${count} messages`
  return (
    <p>
      <Link href={`${config.routes.admin}/collections/webhook-deliveries?${query}`}>
        {messages} to “{target}”
      </Link>{' '}
      {state === 'waiting' ? (
        <>
          {count === 1 ? 'has' : 'have'} waited since <When at={since} />, and {count === 1 ? 'is' : 'are'}{' '}
          tried again by {count === 1 ? 'itself' : 'themselves'}.
        </>
      ) : (
        <>
          {count === 1 ? 'was' : 'were'} given up, the first at <When at={since} />. Open{' '}
          {count === 1 ? 'it' : 'one'} to see why and to send it again.
        </>
      )}
    </p>
  )
}
