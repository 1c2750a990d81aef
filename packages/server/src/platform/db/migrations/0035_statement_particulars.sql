-- A numbered statement keeps who issued it to whom, and its tax, as they were when it was numbered.
ALTER TABLE billing_statement_numbers ADD COLUMN particulars TEXT;
