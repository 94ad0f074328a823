"""The screen: head, cards, tables, filters, choices, projection, navigation, sign-in."""
