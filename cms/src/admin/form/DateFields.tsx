'use client'
import { DatePicker, FieldDescription, FieldError, FieldLabel, useField } from '@payloadcms/ui'
import { mergeFieldStyles } from '@payloadcms/ui/shared'
import type {
  DateField,
  DateFieldClientComponent,
  DateFieldClientProps,
  DefaultCellComponentProps,
} from 'payload'
import { useSchoolTimeZone } from '../school-time-zone'
import { fromWallTime, toWallTime } from './wall-time'

interface Convert {
  show: (stored: string) => Date
  store: (picked: Date) => string
}

// The date picker works in the browser's time zone, and sets the time of a picked day to noon in UTC, which east of
// UTC+11 is the next day in the browser.
const day: Convert = {
  show: (stored) => {
    const [year = 0, month = 1, date = 1] = stored.slice(0, 10).split('-').map(Number)
    return new Date(year, month - 1, date, 12)
  },
  store: (picked) => `${picked.toISOString().slice(0, 10)}T12:00:00.000Z`,
}

/** A date field for a day, which is the same day in every time zone. */
export const DayField: DateFieldClientComponent = (props) => <DateInput {...props} {...day} />

export const DayCell = ({ cellData }: DefaultCellComponentProps) =>
  typeof cellData === 'string' && inWords(cellData, { timeZone: 'UTC' })

/** A date field for a moment, picked and shown in the school's time zone, as the site shows it. */
export const SchoolTimeField: DateFieldClientComponent = (props) => {
  const { timeZone, isKnown } = useSchoolTimeZone()
  return (
    <DateInput
      {...props}
      note={timeZone && `In the school’s time zone, ${timeZone}.`}
      // Until the zone is known, a time could be stored in the wrong one.
      readOnly={props.readOnly || !isKnown}
      show={(stored) => toWallTime(stored, timeZone)}
      store={(picked) => fromWallTime(picked, timeZone)}
    />
  )
}

export function SchoolTimeCell({ cellData }: DefaultCellComponentProps) {
  const { timeZone, isKnown } = useSchoolTimeZone()
  // The server's HTML has no time: its zone is another one than the browser's.
  return (
    isKnown &&
    typeof cellData === 'string' &&
    inWords(cellData, { timeZone, hour: 'numeric', minute: '2-digit' })
  )
}

const inWords = (iso: string, options: Intl.DateTimeFormatOptions) =>
  new Date(iso).toLocaleString('en-US', { month: 'short', day: 'numeric', year: 'numeric', ...options })

type InputProps = DateFieldClientProps & Convert & { note?: string }

function DateInput({ field, path: given, readOnly, validate, note, show, store }: InputProps) {
  const { path, value, setValue, showError, disabled } = useField<string | null>({
    potentiallyStalePath: given,
    validate: validate as never,
  })
  const { label, name, required } = field
  const admin = field.admin as DateField['admin']
  return (
    <div
      className={['field-type', 'date-time-field', showError && 'date-time-field--has-error']
        .filter(Boolean)
        .join(' ')}
      style={mergeFieldStyles(field)}
    >
      <FieldLabel label={label ?? name} path={path} required={required} />
      <div className="field-type__wrap" id={`field-${path.replaceAll('.', '__')}`}>
        <FieldError path={path} showError={showError} />
        <DatePicker
          {...admin?.date}
          readOnly={readOnly || disabled}
          value={value ? show(value) : undefined}
          onChange={(picked: Date | null) => setValue(picked && store(picked))}
        />
      </div>
      <FieldDescription
        description={[field.admin?.description, note].filter(Boolean).join(' ')}
        path={path}
      />
    </div>
  )
}
