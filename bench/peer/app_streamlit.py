"""A Streamlit page over the versions: `streamlit run app_streamlit.py -- VERSIONS.parquet`."""

import sys

import duckdb
import streamlit as st
from charts import REGIONS, figures, opened

st.set_page_config(layout="wide")


@st.cache_resource
def versions() -> duckdb.DuckDBPyConnection:
    """Read once for all sessions."""
    return opened(sys.argv[1])


region = st.radio("region", REGIONS, horizontal=True)
columns = st.columns(3)
for number, figure in figures(versions(), str(region)):
    columns[number % 3].plotly_chart(figure, key=f"chart{number}")
