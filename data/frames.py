"""Settles how pandas keeps texts: imported by whatever makes the first frames, of files or of the journal.

Each way is a dtype of its own, so there is one for all. In Arrow, which pandas chooses where it is
installed, to select or compare among some hundred rows costs several times more than in Python.
"""

import pandas as pd

pd.set_option("mode.string_storage", "python")
