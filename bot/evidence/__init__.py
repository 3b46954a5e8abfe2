"""What an answer rests on: figures of now and of past days, the record, claims put to their test."""
