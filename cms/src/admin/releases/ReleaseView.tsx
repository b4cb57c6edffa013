'use client'
import { Button, Link, useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'
import { documentKey } from 'shared-types'
import {
  actionWords,
  type ProblemRow,
  releaseOfRow,
  type ReleaseRow,
  type StoredRelease,
} from '../../releases/stored-release'
import type { PublishingOverview } from '../../releases/overview'
import { AllowButton } from './AllowButton'
import type { Command } from './command'
import { CommandDialog } from './CommandDialog'
import { usePublishingOverview } from './publishing-overview'
import styles from './ReleaseView.module.css'
import { releaseStates } from './ReleaseTable'
import { StateIcon } from '../StateIcon'
import { FreezeInWords } from '../FreezeInWords'
import { idOfField } from '../form/field-path'
import { durationInWords, When } from '../When'

interface Details {
  timings: Record<string, number>
  log: string[]
}
type Release = StoredRelease & Details
type WaitingRow = NonNullable<Release['waiting']>[number]

const reasons: Record<Release['reason'], string> = {
  content: 'Content was published',
  templates: 'There were new templates',
  day: 'A new day began',
  first: 'It was the first',
  nightly: 'It was the nightly build',
  asked: 'Somebody asked for it',
}
/** The number of lines of a list that are shown; the rest is folded. */
const shownLines = 20

/** A release in words: what changed, who changed it, why, and how long it took. Replaces the form's own fields. */
export function ReleaseView() {
  const row = useDocumentInfo().data as (ReleaseRow & Details) | undefined
  const { overview, refresh } = usePublishingOverview()
  const [command, setCommand] = useState<Command>()
  if (!row?.pages) return null
  const release = releaseOfRow(row)
  const { bundle, message, number, revision, state } = release
  const mayRollBack =
    overview?.mayCommand &&
    state === 'live' &&
    release.target === 'publisher' &&
    overview.live?.release !== number
  const mayAllow =
    overview?.mayCommand &&
    release.canBeAllowed &&
    overview.stopped?.revision === revision &&
    state === 'refused'
  return (
    <div className={styles.view}>
      <Headline {...release} />
      {message && <p className={styles.message}>{message}</p>}
      {release.freeze && (
        <p>
          <FreezeInWords {...release.freeze} />
        </p>
      )}
      {mayRollBack && (
        <Button
          buttonStyle="secondary"
          margin={false}
          onClick={() => setCommand({ type: 'release.rollback', release: number })}
        >
          Go back to this release…
        </Button>
      )}
      {mayAllow && (
        <Button
          buttonStyle="secondary"
          margin={false}
          onClick={() => setCommand({ type: 'release.allow', revision, bundle })}
        >
          Allow this…
        </Button>
      )}
      <Changes {...release} />
      <Waiting rows={release.waiting ?? []} lines={linesOf(release, overview)} onCommand={setCommand} />
      <Problems title="Blocked" rows={release.blocked} />
      <Problems title="On the site, but not as it was meant" rows={release.warnings} />
      <Overrides {...release} />
      <PagesOf pages={release.pages} siteUrl={overview?.siteUrl} />
      <Facts {...release} />
      {release.log.length > 0 && (
        <details className={styles.log}>
          <summary>Log</summary>
          <ol>
            {release.log.map((line, index) => (
              <li key={index}>{line}</li>
            ))}
          </ol>
        </details>
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
    </div>
  )
}

function Headline({ durationMs, finishedAt, reason, startedAt, state, who }: Release) {
  const { label, tone } = releaseStates[state]
  return (
    <p className={styles.headline}>
      <StateIcon tone={tone} /> <strong>{label}</strong>{' '}
      {finishedAt ? (
        <>
          at <When at={finishedAt} />
        </>
      ) : (
        <>
          since <When at={startedAt} />
        </>
      )}
      {who && <>, with the work of {who}</>}
      {durationMs != null && durationMs > 0 && <>, after {durationInWords(durationMs)}</>}. {reasons[reason]}.
    </p>
  )
}

function Changes({ documents = [], isFull }: Release) {
  const { config } = useConfig()
  if (documents.length === 0) return isFull ? <p>Every page was made anew, from every document.</p> : null
  const lines = documents.map(({ action, documentId, key, slug, title }) => {
    const path = documentId ? `collections/${slug}/${documentId}` : `globals/${slug}`
    return (
      <li key={key}>
        <Link href={`${config.routes.admin}/${path}`}>{title || slug}</Link> {actionWords[action]}
      </li>
    )
  })
  return <Folded title="What changed" lines={lines} />
}

function Problems({ rows = [], title }: { rows?: Release['blocked']; title: string }) {
  const { config } = useConfig()
  const lines = rows.map(({ documentId, field, message, slug, title: name }) => {
    return (
      <li key={`${slug} ${documentId} ${field} ${message}`}>
        <Link href={placeOf(config.routes.admin, { slug, documentId, field })}>{name || slug}</Link>:{' '}
        {message}
      </li>
    )
  })
  return <Folded title={title} lines={lines} />
}

type Place = Pick<ProblemRow, 'documentId' | 'field' | 'slug'>

/** The address of a field in its form, or of the form. */
function placeOf(adminRoute: string, { documentId, field, slug }: Place): string {
  const path = documentId ? `collections/${slug}/${documentId}` : `globals/${slug}`
  const hash = field ? `#${idOfField(field)}` : ''
  return `${adminRoute}/${path}${hash}`
}

/** The warnings with which its documents were published all the same. */
function Overrides({ documents = [], overrides }: Release) {
  const { config } = useConfig()
  const titles = new Map(documents.map(({ key, title }) => [key, title]))
  const lines = (overrides ?? []).map((override) => {
    const { at, by, field, id, message, reason, slug } = override
    return (
      <li key={JSON.stringify(override)}>
        <Link href={placeOf(config.routes.admin, { slug, documentId: id, field })}>
          {titles.get(documentKey({ slug, id })) || slug}
        </Link>
        : {message} {by ?? 'An unknown user'} published it all the same (<When at={at} />
        ), for this reason: “{reason}”
      </li>
    )
  })
  return <Folded title="Published although the checks warned" lines={lines} />
}

/** Those of the groups of a release that wait still, for a user who may allow them. */
const linesOf = ({ reportId }: Release, overview: PublishingOverview | undefined) =>
  overview?.mayCommand && !overview.freeze ? overview.waiting.filter(({ report }) => report === reportId) : []

interface WaitingProps {
  rows: readonly WaitingRow[]
  lines: PublishingOverview['waiting']
  onCommand: (command: Command) => void
}

function Waiting({ lines, onCommand, rows }: WaitingProps) {
  const { config } = useConfig()
  return rows.map(({ documents, kind, live, unit, vanishing }, index) => {
    const line = lines.find(({ group }) => group === index)
    const pages = unit === 'pages' ? 'pages of ' : ''
    return (
      <div key={`${unit} ${kind}`}>
        <Folded
          title={`Waits for a publisher’s word: ${vanishing} of ${live} ${pages}${kind} would vanish`}
          lines={documents.map(({ id, slug, title }) => (
            <li key={id}>
              <Link href={`${config.routes.admin}/collections/${slug}/${id}`}>{title || slug}</Link>
            </li>
          ))}
        />
        {line && <AllowButton {...line} onCommand={onCommand} />}
      </div>
    )
  })
}

function PagesOf({ pages, siteUrl }: { pages: Release['pages']; siteUrl?: string }) {
  const linked = (paths: readonly string[]) =>
    paths.map((path) => (
      <li key={path}>
        {siteUrl ? (
          <a href={siteUrl + path} target="_blank" rel="noopener">
            {path}
          </a>
        ) : (
          path
        )}
      </li>
    ))
  return (
    <>
      <h3>Pages</h3>
      <p>
        {pages.rendered.toLocaleString()} of {pages.total.toLocaleString()} were written.
      </p>
      <Folded title="New" lines={linked(pages.added)} level={4} />
      <Folded
        title="Gone"
        lines={pages.removed.map((path) => (
          <li key={path}>{path}</li>
        ))}
        level={4}
      />
      <Folded title="Changed" lines={linked(pages.changed)} level={4} />
    </>
  )
}

function Folded({ level = 3, lines, title }: { title: string; lines: React.ReactNode[]; level?: 3 | 4 }) {
  if (lines.length === 0) return null
  const Heading = `h${level}` as const
  return (
    <>
      <Heading>{title}</Heading>
      <ul>{lines.slice(0, shownLines)}</ul>
      {lines.length > shownLines && (
        <details>
          <summary>{lines.length - shownLines} more</summary>
          <ul>{lines.slice(shownLines)}</ul>
        </details>
      )}
    </>
  )
}

function Facts({ bundle, contentAsOf, revision, startedAt, target, timings }: Release) {
  return (
    <>
      <h3>Details</h3>
      <dl>
        <dt>Made by</dt>
        <dd>{target === 'publisher' ? 'The publisher beside this CMS' : target}</dd>
        <dt>Started</dt>
        <dd>
          <When at={startedAt} />
        </dd>
        {contentAsOf && (
          <>
            <dt>Newest change in it</dt>
            <dd>
              <When at={contentAsOf} />
            </dd>
          </>
        )}
        {Object.entries(timings).map(([step, ms]) => (
          <div key={step}>
            <dt>{step.charAt(0).toUpperCase() + step.slice(1)}</dt>
            <dd>{Math.round(ms).toLocaleString()} ms</dd>
          </div>
        ))}
        <dt>Content</dt>
        <dd>
          <code>{revision.slice(0, 12)}</code>
        </dd>
        <dt>Templates</dt>
        <dd>
          <code>{bundle.slice(0, 12)}</code>
        </dd>
      </dl>
    </>
  )
}
