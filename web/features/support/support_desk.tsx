'use client';
import { CourseState } from '@/features/permits/course_state';
import { useI18n } from '@/shared/i18n/i18n';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { CaseList } from './case_list';
import { OpenCase } from './open_case';
import { OrderProgressSearch } from './order_progress';
import { OwnRequests } from './own_requests';

/** Where the support's work begins. */
export function SupportDesk() {
  const { t } = useI18n();
  return (
    <Page wide title="title.support" description="description.support">
      <Guard role="support">
        {() => (
          <>
            <Heading>{t('title.support')}</Heading>
            <CourseState />
            <div className="columns halves">
              <div className="stack"><OpenCase /><OrderProgressSearch /></div>
              <div className="stack"><CaseList /><OwnRequests /></div>
            </div>
          </>
        )}
      </Guard>
    </Page>
  );
}
