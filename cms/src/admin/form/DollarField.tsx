'use client'
import { TextInput, useField } from '@payloadcms/ui'
import { mergeFieldStyles } from '@payloadcms/ui/shared'
import type { NumberFieldClientComponent } from 'payload'
import { useEffect, useState } from 'react'

const toDollars = (cents: unknown) => (typeof cents === 'number' ? (cents / 100).toFixed(2) : '')

/** `1,450` and `$1,450.00` are 145000 cents. */
function toCents(dollars: string): number | null {
  const plain = dollars.replace(/[^\d.]/g, '')
  return /\d/.test(plain) ? Math.round(Number(plain) * 100) : null
}

/** A number field whose value is in cents, and which shows dollars. */
export const DollarField: NumberFieldClientComponent = ({ field, path: pathFromProps, readOnly }) => {
  const { path, value, setValue, showError, disabled } = useField<number | null>({
    potentiallyStalePath: pathFromProps,
  })
  const [typed, setTyped] = useState(toDollars(value))

  // The value changed without typing here: a restored version, another editor, a row that moved.
  useEffect(() => {
    setTyped((before) => (toCents(before) === (value ?? null) ? before : toDollars(value)))
  }, [value])

  return (
    <TextInput
      path={path}
      label={field.label ?? field.name}
      required={field.required}
      description={field.admin?.description}
      readOnly={readOnly || disabled}
      showError={showError}
      placeholder="$0.00"
      value={typed}
      onChange={({ target }: { target: { value: string } }) => {
        // Ignore characters that cannot be part of an amount.
        if (!/^\$?\s*[\d,]*\.?\d{0,2}$/.test(target.value)) return
        setTyped(target.value)
        setValue(toCents(target.value))
      }}
      style={mergeFieldStyles(field)}
    />
  )
}
