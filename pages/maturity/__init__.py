"""Maturité: are businesses more digital than in 2020?"""
