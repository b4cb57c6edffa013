'use client'
import { Button, useEditDepth } from '@payloadcms/ui'
import { useState } from 'react'
import { Dialog } from '../Dialog'
import { When } from '../When'
import type { Choices } from '../../saves/merge-fields'
import type { NamedConflict } from './save-request'
import styles from './SaveStatus.module.css'
import { textOf } from './text-of'

interface Props {
  conflicts: NamedConflict[]
  onDecide: (choices: Choices) => void
}

/** Shows both values of each field that two people changed. Nothing is lost until the person has chosen. */
export function ConflictDialog({ conflicts, onDecide }: Props) {
  // A form in a drawer has its own, beside that of the form below.
  const slug = `save-conflicts-${useEditDepth()}`
  const [choices, setChoices] = useState<Choices>({})
  const isDecided = conflicts.every(({ path }) => choices[path])
  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title={`A colleague has changed the same ${conflicts.length > 1 ? 'fields' : 'field'}`}
      focusTrapOptions={{ escapeDeactivates: false }}
      ignoresEscape
      controls={
        <Button size="large" disabled={!isDecided} onClick={() => onDecide(choices)}>
          Save
        </Button>
      }
    >
      <p>Your changes are not saved yet. Choose for each field; all other changes of both stay.</p>
      {conflicts.map((conflict) => (
        <Choice
          key={conflict.path}
          conflict={conflict}
          chosen={choices[conflict.path]}
          onChoose={(side) => setChoices((all) => ({ ...all, [conflict.path]: side }))}
        />
      ))}
    </Dialog>
  )
}

interface ChoiceProps {
  conflict: NamedConflict
  chosen?: 'yours' | 'theirs'
  onChoose: (side: 'yours' | 'theirs') => void
}

function Choice({ conflict: { path, label, yours, theirs, by, at }, chosen, onChoose }: ChoiceProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(textOf(yours))
    setCopied(true)
  }
  const option = (side: 'yours' | 'theirs', words: React.ReactNode, value: unknown) => (
    <label>
      <input type="radio" name={path} checked={chosen === side} onChange={() => onChoose(side)} /> {words}
      <q>{textOf(value) || 'Empty'}</q>
    </label>
  )
  return (
    <fieldset className={styles.conflict}>
      <legend>{label}</legend>
      {option('yours', 'Keep mine', yours)}
      {option(
        'theirs',
        <>
          Take theirs ({by ?? 'a colleague'}
          {at && (
            <>
              , <When at={at} isShort />
            </>
          )}
          )
        </>,
        theirs,
      )}
      <Button size="small" margin={false} buttonStyle="secondary" onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy my text'}
      </Button>
    </fieldset>
  )
}
