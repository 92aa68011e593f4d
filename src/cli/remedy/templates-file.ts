import type { NoticeTemplates } from '../../notices/templates/template.js';
import { readNoticeTemplates } from '../../wire/notice-templates.js';
import { readUtf8 } from '../policy-file.js';

/** The shop's own notices of `--templates`; undefined without it. @throws GuardError `file` or `input` with every problem of the file. */
export function readTemplates(file: string | undefined): NoticeTemplates | undefined {
  return file === undefined ? undefined : readNoticeTemplates(readUtf8(file), { file });
}
