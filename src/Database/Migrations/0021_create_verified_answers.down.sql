-- loses: every row of verified_qna, verified_qna_variants, answer_patches and citations
drop table knowledge.citations, knowledge.answer_patches, knowledge.verified_qna_variants, knowledge.verified_qna;
