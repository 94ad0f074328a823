"""What vulture takes for dead code and is not: attributes that libraries read, names that Python calls.

One name a line, under who uses it. Code that only a test uses is dead, and is not named here.
"""

# python-pptx reads these when it writes a slide.
_._blob
_.alignment
_.gap_width
_.has_data_labels
_.has_major_gridlines
_.has_title
_.include_in_layout
_.invert_if_negative
_.language
_.major_tick_mark
_.margin_bottom
_.margin_left
_.margin_right
_.margin_top
_.maximum_scale
_.minimum_scale
_.number_format_is_linked
_.overlap
_.reverse_order
_.rgb
_.show_value
_.smooth
_.space_after
_.tick_label_position
_.vertical_anchor
_.word_wrap
# python-docx, when it writes the minutes.
_.autofit
_.bottom_margin
_.comments
_.keep_with_next
_.left_margin
_.page_height
_.page_width
_.right_margin
_.top_margin
# expat calls these while it reads a sheet.
_.StartDoctypeDeclHandler
_.StartElementHandler
_.CharacterDataHandler
_.EndElementHandler
# Said to who changes the version of Streamlit, and held by a test.
CHECKED_ON
# Streamlit.
_.uses_pages_directory
# Python itself: imports of a package's names on use, the end of a "with".
__getattr__
trace
# What a meeting and an undo tell their caller, whether or not a page shows it today.
item_started_at
restored
