import { reportPage } from '../../../src/report/index.js';
import type { JudgedClaim } from './claim.js';
import type { StudyPlan } from './plan.js';
import type { StudyDocument } from './study-document.js';
import type { StudyManifest } from './study-folder.js';
import type { StudyResults } from './study-results.js';
export async function studyReportOf(parts: { readonly plan: StudyPlan; readonly results: StudyResults; readonly claims: readonly JudgedClaim[]; readonly document: StudyDocument; readonly manifest: StudyManifest }): Promise<string> {
  return reportPage({ title: parts.document.title, summary: '', sections: [] });
}
