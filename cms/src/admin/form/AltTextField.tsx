'use client'
import { SaveButton, TextField, useForm } from '@payloadcms/ui'
import type { SaveButtonClientProps, TextFieldClientComponent, TextFieldSingleValidation } from 'payload'
import { checkAltText } from '../../media/alt-text'

/** One function for all renderings: a form validates a field again whenever it gets another one. */
const validateAlt: TextFieldSingleValidation = (value, { siblingData }) => checkAltText(value, siblingData)

/**
 * A text field that the form can check by itself. In the drawer for several files, Payload renders fields of our own before it knows
 * what the user may do, and so for reading only; the form around it knows.
 */
export const AltTextField: TextFieldClientComponent = (props) => (
  <TextField {...props} readOnly={false} validate={validateAlt} />
)

/**
 * The button Save of a file, which checks the alternative text first: Payload's forms send the file, which may take a
 * minute, and learn from the server what is missing.
 */
export function SaveFileButton(props: SaveButtonClientProps) {
  const { getDataByPath, setSubmitted, validateForm } = useForm()
  return (
    <span
      onClickCapture={(event) => {
        const decorative = getDataByPath<boolean>('decorative')
        if (checkAltText(getDataByPath('alt'), { decorative }) === true) return
        event.stopPropagation()
        setSubmitted(true)
        void validateForm()
      }}
    >
      <SaveButton {...props} />
    </span>
  )
}
